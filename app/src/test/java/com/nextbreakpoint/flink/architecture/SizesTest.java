package com.nextbreakpoint.flink.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Nothing is so long that it must be read in parts. */
class SizesTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MODULES =
            List.of("api", "core", "probe", "app", "example/jobs", "e2e");
    private static final int FILE = 300;
    private static final int METHOD = 40;

    @Test
    void no_file_has_more_than_300_lines() throws IOException {
        var tooLong = new ArrayList<String>();
        for (var source : sources("src")) {
            var lines = Files.readAllLines(source).size();
            if (lines > FILE) {
                tooLong.add(PROJECT.relativize(source) + " has " + lines + " lines");
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void no_method_has_more_than_40_lines() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var tooLong = new ArrayList<String>();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources("src/main")));
            for (var unit : task.parse()) {
                new Methods(Trees.instance(task), unit, tooLong).scan(unit, null);
            }
        }
        assertThat(tooLong).isEmpty();
    }

    private static List<Path> sources(String folder) throws IOException {
        var sources = new ArrayList<Path>();
        for (var module : MODULES) {
            try (Stream<Path> files = Files.walk(PROJECT.resolve(module).resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        assertThat(sources).hasSizeGreaterThan(100);
        return sources;
    }

    /** Notes the methods that are too long, from their name's line to their last. */
    private static final class Methods extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final Trees trees;
        private final CompilationUnitTree unit;
        private final List<String> tooLong;

        Methods(Trees trees, CompilationUnitTree unit, List<String> tooLong) {
            this.trees = trees;
            this.unit = unit;
            this.tooLong = tooLong;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            var positions = trees.getSourcePositions();
            var lines = unit.getLineMap();
            var first = lines.getLineNumber(positions.getStartPosition(unit, method));
            var last = lines.getLineNumber(positions.getEndPosition(unit, method));
            if (last - first + 1 > METHOD) {
                var file = PROJECT.relativize(Path.of(unit.getSourceFile().toUri()));
                tooLong.add(file + ": " + method.getName() + " has " + (last - first + 1));
            }
            return super.visitMethod(method, null);
        }
    }
}
