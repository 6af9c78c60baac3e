package com.nextbreakpoint.flink.e2e.bench;

/** One figure after the other, with more and more clusters. */
record Campaign(Bench bench) {
    void run() {
        var plan = bench.plan();
        int most = plan.clusters().stream().filter(n -> n <= Plan.MANY).reduce(0, Math::max);
        for (int count : plan.clusters()) {
            if (count > bench.clusters().size()) {
                attempt(
                        "burst",
                        true,
                        () -> new Burst(bench).grow(count - bench.clusters().size()));
            }
            attempt("rest", plan.wants("rest"), new AtRest(bench)::measure);
            if (count == most && most > 0) others();
        }
    }

    private void others() {
        var plan = bench.plan();
        attempt("beside", plan.wants("beside"), new Beside(bench)::healthy);
        // Before others are hung: what those were asked for takes effect for a while after it.
        attempt("kill", plan.wants("kill"), new Restart(bench)::measure);
        attempt("hung", plan.wants("hung"), new Beside(bench)::hung);
        attempt("churn", plan.wants("churn"), new Churn(bench)::measure);
    }

    /** What cannot be measured keeps nobody from measuring the rest. */
    private void attempt(String figure, boolean wanted, Runnable measure) {
        if (!wanted) return;
        Table.say("--- " + figure + " with " + bench.clusters().size() + " clusters");
        try {
            measure.run();
        } catch (RuntimeException | AssertionError failure) {
            bench.table().failed(figure, failure);
        }
    }
}
