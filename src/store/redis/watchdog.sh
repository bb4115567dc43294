#!/bin/sh
# Stops the Redis that yupiao started once no process that uses it is alive: a service that was killed with
# SIGKILL cannot do it itself. Redis writes its append-only file to disk before it ends, so no data is lost.
#
# Arguments: 1 the server's home, 2 pid of Redis, 3 mark of Redis (see process-mark.ts: when it started).
# Users are files users/<name> in the home with one line "<pid> <mark>".
#
# Against a user that comes at the very moment of stopping: a user writes its file, then looks for
# closing-<pid>; we write closing-<pid>, then look at the users again. At least one sees the other.
set -f
home=$1
redis_pid=$2
redis_mark=$3
closing="$home/closing-$redis_pid"

# Sets $mark to when process $1 started; empty when it is gone.
read_mark() {
  mark=
  if [ -r /proc/self/stat ]; then
    { IFS= read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 0
    # The name in brackets may hold spaces and brackets: count from the last one.
    set -- ${stat##*) }
    case $1 in Z | X) return 0 ;; esac
    shift 19
    mark=$1
  else
    mark=$(ps -o lstart= -p "$1" 2>/dev/null | awk '{ $1 = $1; gsub(" ", "_"); print }')
  fi
}

redis_runs() {
  read_mark "$redis_pid"
  [ "$mark" = "$redis_mark" ]
}

any_user() {
  set +f
  for file in "$home"/users/*; do
    set -f
    { read -r user_pid user_mark <"$file"; } 2>/dev/null || continue
    read_mark "$user_pid"
    [ -n "$mark" ] && [ "$mark" = "$user_mark" ] && return 0
  done
  set -f
  return 1
}

while redis_runs; do
  if any_user; then
    sleep 1
    continue
  fi
  # The home may have been deleted under us: then there is nobody to tell, and Redis still has to go.
  (: >"$closing") 2>/dev/null
  if any_user; then
    rm -f "$closing"
    continue
  fi
  kill -TERM "$redis_pid"
  while redis_runs; do sleep 0.1; done
done
rm -f "$closing"
