package com.nextbreakpoint.flink.jobs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The program's arguments: where the parameters are, and where the results go. */
final class JobArguments {
    private static final String JOB_PARAMETERS = "--JOB_PARAMETERS";
    private static final String OUTPUT_LOCATION = "--OUTPUT_LOCATION";
    private static final List<String> NAMES = List.of(JOB_PARAMETERS, OUTPUT_LOCATION);

    /** Location of the parameters file, readable where main() runs: in the JobManager. */
    final String jobParameters;

    /** Root of the results, a URI with a scheme, without a slash at its end. */
    final String outputLocation;

    private JobArguments(String jobParameters, String outputLocation) {
        this.jobParameters = jobParameters;
        this.outputLocation = outputLocation;
    }

    static JobArguments parse(String... args) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            String name = args[i];
            if (!NAMES.contains(name)) {
                throw new BadInput(
                        "Unknown argument "
                                + name
                                + ": the arguments are "
                                + String.join(" and ", NAMES));
            }
            if (i + 1 == args.length) {
                throw new BadInput("The argument " + name + " needs a value after it");
            }
            if (values.put(name, args[i + 1]) != null) {
                throw new BadInput("The argument " + name + " is given twice");
            }
        }
        return new JobArguments(
                required(values, JOB_PARAMETERS), location(required(values, OUTPUT_LOCATION)));
    }

    private static String required(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null || value.isBlank()) {
            throw new BadInput("The argument " + name + " is missing");
        }
        return value;
    }

    /** A relative path would end up, unseen, inside a container. */
    private static String location(String value) {
        if (!value.matches("[a-z][a-z0-9+.-]*:/.+")) {
            throw new BadInput(
                    OUTPUT_LOCATION
                            + " must be a location such as s3a://bucket or file:///folder, not "
                            + value);
        }
        return value.replaceAll("/+$", "");
    }
}
