package org.badgebridge.acceptance.console;

import org.badgebridge.acceptance.system.WorldExtension;
import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a test class whose tests take the [Console], and may take the world behind it. A test fails
/// when the browser complained of anything, and leaves a picture in `target/console` when it fails.
/// Skipped where there is no Chromium.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({ConsoleExtension.class, WorldExtension.class})
@interface WithConsole {}
