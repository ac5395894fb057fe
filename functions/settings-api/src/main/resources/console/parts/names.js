// What people call the things that rules name by ids.

import { useCourseNames } from "./course.js";
import { useResource } from "./poll.js";

/**
 * @returns {import("./rule.js").Names & {sources: {value: string, label: string}[], ready: boolean}}
 *     which source is said only where there are several; `ready`: whether the sources are known
 */
export function useNames() {
  const { data, error } = useResource("/api/sources");
  const sources = (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name || id }));
  const courseOf = useCourseNames();
  const sourceOf = (id) => sources.find((each) => each.value === id)?.label ?? id;
  const ready = data !== null || error !== null;
  return { sources, courseOf, sourceOf, several: sources.length > 1, ready };
}
