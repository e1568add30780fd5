# The command in an image: docker run --rm --volume "$PWD:/work" crossing check .
FROM node:22-slim AS build
WORKDIR /src
COPY . .
RUN npm ci --ignore-scripts && npm run pack

FROM node:22-slim
RUN --mount=type=bind,from=build,source=/src,target=/src npm install --global --omit=dev /src/cdk8s-crossing-*.tgz \
    && npm cache clean --force
WORKDIR /work
# The user "node" of the image, as a number that a cluster can tell from root.
USER 1000
ENTRYPOINT ["crossing"]
CMD ["--help"]
