/// Versions of the app, oldest first.
package enum AppVersion: String, Labelled {
    case v812 = "8.1.2"
    case v820 = "8.2.0"
    case v830 = "8.3.0"
    case v840 = "8.4.0"
    case v841 = "8.4.1"

    package var label: Label { Label(rawValue, rawValue) }
}

/// When each version appeared in the stores: the same days for both systems.
struct ReleaseCalendar: Sendable {
    private let releases: [(version: AppVersion, day: Int)]

    init(_ period: Period) {
        releases = [
            (.v812, period.firstDay - 100), (.v820, period.firstDay - 30),
            (.v830, period.day(at: 0.12)), (.v840, period.day(at: Story.badReleaseShare)),
            (.v841, period.day(at: Story.repairShare)),
        ]
    }

    /// The newest version for someone who updates `lag` days after a release.
    func version(on day: Int, lag: Int) -> AppVersion {
        releases.last { $0.day + lag <= day }?.version ?? .v812
    }
}
