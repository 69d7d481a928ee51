/* What columns of own data can be for, as people are told. */
import { mark } from "../../shared/words.js";

/** @type {Record<string, string>} */
export const ROLES = {
  id: mark("Id"),
  name: mark("Name"),
  name_ar: mark("Arabic name"),
  day: mark("Day"),
  until: mark("Until"),
  class: mark("Class"),
  actor: mark("Actor"),
  source: mark("Source"),
  summary: mark("Summary"),
  lat: mark("Latitude"),
  lon: mark("Longitude"),
  position: mark("Position as text (degrees, MGRS, UTM)"),
  wkt: mark("Shape as WKT"),
  x: mark("Easting (x)"),
  y: mark("Northing (y)"),
  place: mark("Place name"),
  precision: mark("Precision (m)"),
};

/** What files are taken, for the browser's own dialog. */
export const ENDINGS =
  ".geojson,.json,.gpkg,.zip,.kml,.kmz,.gpx,.fgb,.parquet,.geoparquet,.csv,.tsv,.txt,.xlsx";

/**
 * The roles that a form tells: those of its columns, and "-" for what is proposed and taken away.
 * @param {Record<string, string>} proposed header by role
 * @param {[string, string][]} chosen column and role, "" = it is only kept
 * @returns {Record<string, string>}
 */
export function rolesTold(proposed, chosen) {
  /** @type {Record<string, string>} */
  const told = {};
  for (const role of Object.keys(proposed)) told[role] = "-";
  for (const [column, role] of chosen) if (role) told[role] = column;
  return told;
}

/**
 * The role that is proposed for a column, "" = none.
 * @param {Record<string, string>} proposed column by role
 * @param {string} column
 */
export function proposedFor(proposed, column) {
  return Object.keys(proposed).find((role) => proposed[role] === column) ?? "";
}
