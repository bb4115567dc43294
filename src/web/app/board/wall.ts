import { useEffect } from 'preact/hooks';
import { changeQuery, place } from '../navigation.ts';

/** The whole screen for the board, for a screen on the wall; the address says so, and a browser that allows it too. */
export function toggleWall(): void {
  const isWall = place.value.query.wall === '1';
  changeQuery({ wall: isWall ? null : '1' });
  // Fullscreen is refused without a user's gesture or by policy; the layout is there all the same.
  if (!isWall) document.documentElement.requestFullscreen?.().catch(() => undefined);
  else if (document.fullscreenElement !== null) void document.exitFullscreen();
}

/** Escape leaves the wall mode: with the whole screen, which takes the key for itself, and without it. */
export function useLeaveWall(): void {
  useEffect(() => {
    const onChange = () => {
      if (document.fullscreenElement === null) changeQuery({ wall: null });
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && place.value.query.wall === '1') changeQuery({ wall: null });
    };
    document.addEventListener('fullscreenchange', onChange);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('fullscreenchange', onChange);
      document.removeEventListener('keydown', onKey);
    };
  }, []);
}
