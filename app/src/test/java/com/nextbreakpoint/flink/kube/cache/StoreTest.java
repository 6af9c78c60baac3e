package com.nextbreakpoint.flink.kube.cache;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.nextbreakpoint.flink.kube.client.ListingApi;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StoreTest {
    private static final String BROKEN = "WARN pods cannot be watched: the server breaks down";
    private static final String WELL = "INFO pods can be watched now";

    private final Logger log = (Logger) LoggerFactory.getLogger(Store.class);
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final AppenderBase<ILoggingEvent> ear =
            new AppenderBase<>() {
                @Override
                protected void append(ILoggingEvent event) {
                    if (event.getFormattedMessage().startsWith("pods ")) {
                        said.add(event.getLevel() + " " + event.getFormattedMessage());
                    }
                }
            };
    private final ListingApi api = new ListingApi();
    private final Stores stores = Stores.of(api.client(), "flink");

    @BeforeEach
    void listen() {
        ear.start();
        log.addAppender(ear);
    }

    @AfterEach
    void stop() {
        log.detachAppender(ear);
        stores.close();
        api.close();
    }

    @Test
    void each_outage_is_told_once_and_so_is_its_end() throws InterruptedException {
        api.breakDown();
        stores.start();
        assertThat(next()).isEqualTo(BROKEN);
        api.recover();
        assertThat(next()).isEqualTo(WELL);
        api.breakDown();
        assertThat(next()).isEqualTo(BROKEN);
        api.recover();
        assertThat(next()).isEqualTo(WELL);
    }

    private String next() throws InterruptedException {
        return String.valueOf(said.poll(20, TimeUnit.SECONDS));
    }
}
