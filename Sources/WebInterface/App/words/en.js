// All texts in English: one file for each area of the application.
import admin from "./en/admin.js";
import explore from "./en/explore.js";
import frame from "./en/frame.js";
import segments from "./en/segments.js";

export default { ...admin, ...frame, ...explore, ...segments };
