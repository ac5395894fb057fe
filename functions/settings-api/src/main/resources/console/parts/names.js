// What people call the things that rules name by ids.

import { useSources } from "./choices.js";
import { useCourseNames } from "./course.js";

/**
 * @returns {import("./rule.js").Names & {sources: {value: string, label: string}[]}} which source is
 *     said only where there are several
 */
export function useNames() {
  const sources = useSources(true);
  const courseOf = useCourseNames();
  const sourceOf = (id) => sources.find((each) => each.value === id)?.label ?? id;
  return { sources, courseOf, sourceOf, several: sources.length > 1 };
}
