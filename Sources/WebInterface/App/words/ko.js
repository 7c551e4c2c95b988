// All texts in Korean: one file for each area of the application.
import admin from "./ko/admin.js";
import explore from "./ko/explore.js";
import frame from "./ko/frame.js";
import segments from "./ko/segments.js";

export default { ...admin, ...frame, ...explore, ...segments };
