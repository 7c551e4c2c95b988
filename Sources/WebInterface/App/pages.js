// Every page: its address, its module (loaded when it is opened), and its place in the navigation.
//
// To add one: a folder with a module whose default export is a component (it is given the parts of its
// address), a line here, and texts in words/en.js and words/ko.js. See docs/DEVELOPING.md, "Web".

export const pages = [
    { path: "/", load: () => import("./home/HomePage.js") },
    { path: "/explore/:kind", load: () => import("./explore/ExplorePage.js") },
    { path: "/dashboards", load: () => import("./dashboards/DashboardsPage.js") },
    { path: "/dashboards/:id", load: () => import("./dashboards/DashboardPage.js") },
    { path: "/views", load: () => import("./views/ViewsPage.js") },
    { path: "/views/:id", load: () => import("./views/ViewPage.js") },
    { path: "/people", load: () => import("./people/PeoplePage.js") },
    { path: "/people/:user", load: () => import("./people/PersonPage.js") },
    { path: "/segments", load: () => import("./segments/SegmentsPage.js") },
    { path: "/segments/new", load: () => import("./segments/BuilderPage.js") },
    { path: "/segments/:id/edit", load: () => import("./segments/BuilderPage.js") },
    { path: "/segments/:id", load: () => import("./segments/SegmentPage.js") },
    { path: "/admin/data", load: () => import("./admin/data/DataPage.js") },
    { path: "/admin/data/register", load: () => import("./admin/data/RegisterPage.js") },
    { path: "/admin/data/:table", load: () => import("./admin/data/TablePage.js") },
    { path: "/admin/metrics", load: () => import("./admin/metrics/MetricsPage.js") },
    { path: "/admin/metrics/:id", load: () => import("./admin/metrics/MetricPage.js") },
    { path: "/admin/imports", load: () => import("./admin/imports/ImportsPage.js") },
    { path: "/admin/imports/new", load: () => import("./admin/imports/NewImportPage.js") },
    { path: "/admin/settings", load: () => import("./admin/settings/SettingsPage.js") },
    { path: "/admin/users", load: () => import("./admin/people/UsersPage.js") },
    { path: "/admin/clients", load: () => import("./admin/people/ClientsPage.js") },
    { path: "/admin/jobs", load: () => import("./admin/JobsPage.js") },
    { path: "/admin/audit", load: () => import("./admin/AuditPage.js") },
    { path: "/admin/deliveries", load: () => import("./admin/deliveries/DeliveriesPage.js") },
    { path: "/admin/deliveries/:id", load: () => import("./admin/deliveries/DeliveryPage.js") },
    { path: "/help", load: () => import("./frame/HelpPage.js") },
];

/** What the navigation shows: groups of entries, each with the start of the addresses it stands for, and the right it needs. */
export const navigation = [
    { text: "nav.look", entries: [
        { text: "home.title", icon: "house", href: "/" },
        { text: "dash.all", icon: "layout-dashboard", href: "/dashboards" },
        { text: "view.all", icon: "bookmark", href: "/views" },
        { text: "person.all", icon: "user-round-search", href: "/people", right: "see_people" },
    ] },
    { text: "nav.explore", entries: [
        { text: "explore.funnel", icon: "funnel", href: "/explore/funnel" },
        { text: "explore.retention", icon: "grid-3x3", href: "/explore/retention" },
        { text: "explore.flow", icon: "waypoints", href: "/explore/flow" },
        { text: "explore.pages", icon: "panels-top-left", href: "/explore/pages" },
        { text: "explore.trend", icon: "chart-line", href: "/explore/trend" },
    ] },
    { text: "nav.segments", entries: [
        { text: "segments.title", icon: "users-round", href: "/segments" },
    ] },
    { text: "nav.admin", entries: [
        { text: "data.title", icon: "database", href: "/admin/data", right: "manage_catalogue" },
        { text: "metrics.title", icon: "target", href: "/admin/metrics", right: "manage_catalogue" },
        { text: "imports.title", icon: "upload", href: "/admin/imports", right: "manage_catalogue" },
        { text: "delivery.title", icon: "send", href: "/admin/deliveries", right: "deliver" },
        { text: "jobs.title", icon: "clock", href: "/admin/jobs" },
        { text: "users.title", icon: "user", href: "/admin/users", right: "manage_access" },
        { text: "clients.title", icon: "key-round", href: "/admin/clients", right: "manage_access" },
        { text: "audit.title", icon: "history", href: "/admin/audit", right: "read_audit" },
        { text: "settings.title", icon: "settings", href: "/admin/settings", right: "manage_access" },
    ] },
];

/** The groups and entries of those that the signed-in person may use. */
export const navigationFor = (may) => navigation
    .map((group) => ({ ...group, entries: group.entries.filter((entry) => !entry.right || may(entry.right)) }))
    .filter((group) => group.entries.length > 0);
