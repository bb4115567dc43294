# The service as an image: built in one stage, run in another without compiler, as a user without rights, on a file
# system that may be read-only (compose.yaml). Nothing is set up at start: bin/serve.mjs runs what is built here.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev
COPY . .
RUN node --input-type=module -e "await (await import('/app/bin/setup.mjs')).ensureBuilt()" \
  && npm prune --omit=dev

FROM node:22-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/tmp/yupiao
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/bin/serve.mjs /app/bin/health.mjs ./bin/
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["node", "bin/health.mjs", "api"]
CMD ["node", "bin/serve.mjs"]
