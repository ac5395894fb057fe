// What the API says of the providers that connections can be made to: nothing here knows one.

import { useResource } from "./poll.js";

/** @returns {{items: any[], error: any}} empty until they are there */
export function useProviders() {
  const { data, error } = useResource("/api/providers");
  return { items: data?.items ?? [], error };
}

/** The provider of a connection; null until it is known. */
export function useProvider(id) {
  const { items } = useProviders();
  return items.find((each) => each.id === id) ?? null;
}

/** The provider of a template, by its connection; null until it is known. */
export function useProviderOf(connection) {
  const { data } = useResource(`/api/connections/${encodeURIComponent(connection)}`);
  return useProvider(data?.provider);
}
