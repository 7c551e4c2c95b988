/// One thing that a caller of the server may be allowed to do.
package enum Right: String, CaseIterable, Hashable, Sendable {
    /// Datasets, segments, charts and their counts; never a person.
    case look
    /// Lists of users, timelines and profiles of one user.
    case seePeople = "see_people"
    /// Personal data in clear, where others see it masked.
    case seePersonalData = "see_personal_data"
    /// Whether a user is in a segment.
    case checkMembership = "check_membership"
    /// Segments: save, change, run, archive.
    case editSegments = "edit_segments"
    /// Segments and previews in SQL of one's own.
    case writeSQL = "write_sql"
    /// Snapshots: make them the ones that are served.
    case publish
    /// Whole memberships as files or streams.
    case export
    /// Destinations and deliveries.
    case deliver
    /// Dashboards and other saved views.
    case editDashboards = "edit_dashboards"
    /// Events sent by programs.
    case sendEvents = "send_events"
    /// Connections, tables, fields, metrics, imports.
    case manageCatalogue = "manage_catalogue"
    /// Users, roles, service clients.
    case manageAccess = "manage_access"
    /// Who did what.
    case readAudit = "read_audit"
    /// Figures of the server, for whoever watches it.
    case readMetrics = "read_metrics"
    /// Jobs of everyone, settings, backups.
    case operate
}
