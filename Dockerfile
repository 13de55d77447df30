# One static binary, and beside it only what it needs from a system: root
# certificates, a user without rights, and a folder for its data.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
# timetzdata: days are counted in Asia/Shanghai, and the image has no zones.
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false -tags timetzdata -ldflags='-s -w' -o /steward . \
    && mkdir /data

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /steward /steward
COPY --from=build --chown=nonroot:nonroot /data /data
# Without DATABASE_URL the database is a file, and relative paths end up here.
WORKDIR /data
VOLUME /data
ENTRYPOINT ["/steward"]
CMD ["serve"]
