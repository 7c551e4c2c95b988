// All texts in Korean: one file for each area of the application.
import builder from "./ko/builder.js";
import explore from "./ko/explore.js";
import frame from "./ko/frame.js";
import segments from "./ko/segments.js";

export default { ...frame, ...builder, ...explore, ...segments };
