// The one place that knows which library draws the pages.
export {
  html,
  render,
  createContext,
  useContext,
  useEffect,
  useErrorBoundary,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "/console/lib/htm-preact.standalone.module.js";
