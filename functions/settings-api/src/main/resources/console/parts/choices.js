// What people can choose from in filters: read when somebody opens them.

import { useResource } from "./poll.js";

/** @returns {{value: string, label: string}[]} of a list of the API, empty until it is there */
function useChoices(path, wanted, map, query) {
  const { data } = useResource(wanted ? path : null, { query });
  return (data?.items ?? []).map(map);
}

const named = (item) => ({ value: item.id, label: item.name || item.id });

/** @param {boolean} wanted whether they are needed yet */
export function useConnections(wanted) {
  return useChoices("/api/connections", wanted, named);
}

export function useSources(wanted) {
  return useChoices("/api/sources", wanted, named);
}

export function useTemplates(wanted) {
  return useChoices("/api/templates", wanted, named);
}

/** By family, so that a course is chosen over all its terms. */
export function useCourses(wanted) {
  const courses = useChoices(
    "/api/courses",
    wanted,
    (course) => ({ value: course.family ?? course.id, label: course.name ?? course.id }),
    { limit: 200 },
  );
  return [...new Map(courses.map((course) => [course.value, course])).values()];
}
