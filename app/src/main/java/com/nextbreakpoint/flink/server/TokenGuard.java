package com.nextbreakpoint.flink.server;

import com.nextbreakpoint.flink.kube.client.KubeFailure;
import com.nextbreakpoint.flink.kube.write.Reviews;
import org.jspecify.annotations.Nullable;

/** Users prove by a bearer token who they are, and may do what Kubernetes allows them. */
public record TokenGuard(Reviews reviews) implements Guard {
    @Override
    public String admit(@Nullable Right right, @Nullable String token) {
        if (token == null) {
            throw new ApiProblem(
                    ApiProblem.UNAUTHENTICATED,
                    "a token is missing: send the header Authorization: Bearer TOKEN");
        }
        try {
            var user =
                    reviews.user(token)
                            .orElseThrow(
                                    () ->
                                            new ApiProblem(
                                                    ApiProblem.UNAUTHENTICATED,
                                                    "Kubernetes does not know the token, or it has"
                                                            + " expired"));
            if (right != null && !isAllowed(user, right)) {
                throw new ApiProblem(
                        ApiProblem.FORBIDDEN, "%s may not %s".formatted(user.name(), right));
            }
            return user.name();
        } catch (KubeFailure failure) {
            throw unchecked(failure);
        }
    }

    private boolean isAllowed(Reviews.User user, Right right) {
        return reviews.allows(user, right.verb(), right.kind(), right.subresource(), right.name());
    }

    private static ApiProblem unchecked(KubeFailure failure) {
        return failure.code() == ApiProblem.FORBIDDEN
                ? new ApiProblem(
                        ApiProblem.BAD_GATEWAY,
                        "the operator may not check tokens: install the chart"
                                + " flink-k8s-toolbox-roles with authentication=kubernetes")
                : new ApiProblem(
                        ApiProblem.UNAVAILABLE,
                        "the token cannot be checked: " + failure.getMessage());
    }
}
