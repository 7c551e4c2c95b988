// All texts in English: one file for each area of the application.
import admin from "./en/admin.js";
import builder from "./en/builder.js";
import compare from "./en/compare.js";
import dashboards from "./en/dashboards.js";
import explore from "./en/explore.js";
import frame from "./en/frame.js";
import home from "./en/home.js";
import manage from "./en/manage.js";
import people from "./en/people.js";
import segments from "./en/segments.js";
import views from "./en/views.js";

export default { ...admin, ...builder, ...compare, ...dashboards, ...explore, ...frame, ...home, ...manage, ...people, ...segments, ...views };
