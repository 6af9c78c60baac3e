# The image of flinkctl, operator and command line in one. The jars come first:
#   dev/mvn -pl app -am package && docker build -t nextbreakpoint/flinkctl:2.0.0 .
ARG JDK=eclipse-temurin:25-jdk
ARG BASE=debian:bookworm-slim

FROM ${JDK} AS build
COPY dev/images/runtime.sh dev/images/flinkctl.sh dev/images/PretendedKubernetes.java /build/
COPY app/target/flinkctl.jar /build/jars/
COPY app/target/lib /build/jars/lib
# In the final place: the cache of classes knows the paths of the jars.
RUN bash /build/runtime.sh /build/jars /opt/flinkctl

FROM ${BASE}
RUN echo 'flinkctl:x:1000:1000:flinkctl:/home/flinkctl:/bin/sh' >>/etc/passwd && echo 'flinkctl:x:1000:' >>/etc/group \
  && mkdir /home/flinkctl && chown 1000:1000 /home/flinkctl && ln -s /opt/flinkctl/bin/flinkctl /usr/local/bin/flinkctl
COPY --from=build /opt/flinkctl /opt/flinkctl
USER 1000:1000
WORKDIR /home/flinkctl
# Operator and supervisor: metrics and health, control API.
EXPOSE 8080 4444
ENTRYPOINT ["flinkctl"]
