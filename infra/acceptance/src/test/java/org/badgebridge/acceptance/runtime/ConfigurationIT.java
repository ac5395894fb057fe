package org.badgebridge.acceptance.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.badgebridge.acceptance.SamTemplate;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.HashMap;
import java.util.Map;

/// The environment that the template gives to each function is what its code asks for: with all of
/// it a handler is made, and without any one variable it is not.
@WithTestSystem
final class ConfigurationIT {

    private final TestSystem system;

    ConfigurationIT(TestSystem system) {
        this.system = system;
    }

    @Test
    void certificateWebhookNeedsWhatTheTemplateGives() throws Exception {
        check("CertificateWebhook");
    }

    @Test
    void badgeAwarderNeedsWhatTheTemplateGives() throws Exception {
        check("BadgeAwarder");
    }

    @Test
    void badgeIssuerNeedsWhatTheTemplateGives() throws Exception {
        check("BadgeIssuer");
    }

    @Test
    void providerWebhookNeedsWhatTheTemplateGives() throws Exception {
        check("ProviderWebhook");
    }

    @Test
    void housekeepingNeedsWhatTheTemplateGives() throws Exception {
        check("Housekeeping");
    }

    @Test
    void settingsApiNeedsWhatTheTemplateGives() throws Exception {
        check("SettingsApi");
    }

    private void check(String function) throws Exception {
        Map<String, String> variables = system.environment(function);
        try (Code code = Code.of(function)) {
            assertThat(code.handler(variables)).isNotNull();
            assertThat(variables.keySet())
                    .isNotEmpty()
                    .allSatisfy(name -> {
                        Map<String, String> lacking = new HashMap<>(variables);
                        lacking.remove(name);
                        assertThatThrownBy(() -> code.handler(lacking))
                                .as("%s without %s", function, name)
                                .isInstanceOf(InvocationTargetException.class)
                                .cause()
                                .isInstanceOf(IllegalStateException.class)
                                .hasMessageContaining(
                                        "Set the environment variable " + name + " to ");
                    });
        }
    }

    /// A function's jar with nothing else beside it.
    private record Code(URLClassLoader loader, Class<?> handler) implements AutoCloseable {

        static Code of(String function) throws IOException, ClassNotFoundException {
            URLClassLoader loader =
                    new URLClassLoader(
                            new URL[] {SamTemplate.jar(function).toUri().toURL()},
                            ClassLoader.getPlatformClassLoader());
            String handler = SamTemplate.properties(function).path("Handler").asText();
            return new Code(
                    loader,
                    Class.forName(handler.substring(0, handler.indexOf(':')), true, loader));
        }

        Object handler(Map<String, String> environment) throws ReflectiveOperationException {
            return handler.getConstructor(Map.class).newInstance(environment);
        }

        @Override
        public void close() throws IOException {
            loader.close();
        }
    }
}
