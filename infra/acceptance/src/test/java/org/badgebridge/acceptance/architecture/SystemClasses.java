package org.badgebridge.acceptance.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.badgebridge.acceptance.Repository;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The compiled code of this build, read once.
final class SystemClasses {

    private static final List<String> FUNCTIONS =
            List.of(
                    "functions/certificate-webhook",
                    "functions/badge-awarder",
                    "functions/badge-issuer",
                    "functions/provider-webhook",
                    "functions/housekeeping",
                    "functions/settings-api");

    /// What runs on AWS.
    static final JavaClasses DEPLOYED = read("functions/core", FUNCTIONS);

    static final JavaClasses RUNNER = read("infra/local/runner", List.of());

    static final JavaClasses SIMULATORS = read("infra/local/simulators", List.of());

    private SystemClasses() {}

    private static JavaClasses read(String module, List<String> more) {
        List<Path> folders = new ArrayList<>();
        folders.add(classes(module));
        more.forEach(each -> folders.add(classes(each)));
        return new ClassFileImporter().importPaths(folders);
    }

    private static Path classes(String module) {
        Path folder = Repository.path(module).resolve("target/classes");
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException("Build " + module + " first: no " + folder + ".");
        }
        return folder;
    }
}
