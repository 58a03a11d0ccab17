# coturn as Debian builds it, with our configuration: docker build -f deployment/docker/turn.Dockerfile .
ARG DEBIAN_IMAGE=debian:bookworm-slim

FROM ${DEBIAN_IMAGE}
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Mock Mate TURN server" \
    org.opencontainers.image.licenses="MIT" \
    org.opencontainers.image.revision="${REVISION}"
# The version that the tests run.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends "coturn=4.6.1-*" \
    && rm -rf /var/lib/apt/lists/*
COPY deployment/turn/ /opt/mockmate/turn/
VOLUME ["/tmp"]
EXPOSE 3478/tcp 3478/udp
USER 10001:10001
HEALTHCHECK --interval=10s --timeout=8s --start-period=10s --start-interval=1s --retries=3 \
    CMD ["turnutils_stunclient", "127.0.0.1"]
ENTRYPOINT ["/opt/mockmate/turn/start.sh"]
