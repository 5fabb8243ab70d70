# Built in two steps; what runs is one static binary in an empty image, with nobody's rights.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=1 go build -trimpath -tags "netgo osusergo" -ldflags "-s -w -linkmode external -extldflags -static" -o /asuhbersama . \
 && mkdir -p /empty/data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /asuhbersama /asuhbersama
COPY --from=build --chown=65532:65532 /empty/data /data
USER 65532:65532
VOLUME /data
ENV ASUH_DB=/data/asuh.db ASUH_LISTEN=127.0.0.1:8090
HEALTHCHECK --interval=60s --timeout=5s --start-period=20s CMD ["/asuhbersama", "health"]
ENTRYPOINT ["/asuhbersama"]
CMD ["serve"]
