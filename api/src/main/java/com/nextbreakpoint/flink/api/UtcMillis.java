package com.nextbreakpoint.flink.api;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonFormat;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A time as the statuses show it: UTC with milliseconds, {@code 2020-12-16T10:13:07.026Z}. */
@JacksonAnnotationsInside
@JsonFormat(
        shape = JsonFormat.Shape.STRING,
        pattern = "yyyy-MM-dd'T'HH:mm:ss.SSSX",
        timezone = "UTC")
@Retention(RetentionPolicy.RUNTIME)
public @interface UtcMillis {}
