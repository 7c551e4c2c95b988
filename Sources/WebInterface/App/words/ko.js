// All texts in Korean: one file for each area of the application.
import admin from "./ko/admin.js";
import builder from "./ko/builder.js";
import compare from "./ko/compare.js";
import dashboards from "./ko/dashboards.js";
import explore from "./ko/explore.js";
import frame from "./ko/frame.js";
import home from "./ko/home.js";
import manage from "./ko/manage.js";
import people from "./ko/people.js";
import segments from "./ko/segments.js";
import views from "./ko/views.js";

export default { ...admin, ...builder, ...compare, ...dashboards, ...explore, ...frame, ...home, ...manage, ...people, ...segments, ...views };
