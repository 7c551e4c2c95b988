import Definitions
import EventStore

extension PreparedQuestion {
    /// Throws where the question's answers have no element of this id, with the nearest one.
    func check(element id: String) throws {
        switch question {
        case .flow(let flow): _ = try FlowElement(id: id, of: flow)
        case .funnel(let funnel): _ = try FunnelElement(id: id, of: funnel)
        case .timeline: throw OperationError.noElements(of: "timeline")
        case .trend(let trend):
            let timelines = try TrendTimelines(trend, range: range, zone: zone)
            _ = try TrendElement(id: id, of: trend, timelines)
        case .pages(let pages):
            let detail = PageDetailElement(
                id: id, of: pages, roles: dataset.manifest.roles,
                timeline: try pages.timeline(range: range, zone: zone))
            if detail == nil { _ = try PagesElement(id: id, of: pages) }
        case .profile(let profile): _ = try ProfileElement(id: id, of: profile)
        case .retention(let retention): _ = try RetentionElement(id: id, of: retention)
        }
    }
}
