import Foundation

/// A time zone by its name in the tz database, with the calendar arithmetic that ranges need.
///
///     try Zone("Asia/Seoul").date(of: 0)  // 1970-01-01
package struct Zone: Hashable, Sendable {
    package let name: String
    private let zone: TimeZone

    /// Throws where the name is unknown to this machine's tz database.
    package init(_ name: String, at pointer: String = "/timezone") throws(DefinitionError) {
        guard let zone = TimeZone(identifier: name), name.contains("/") || name == "UTC" else {
            throw .unknownName(
                name, kind: "time zone", at: pointer, known: TimeZone.knownTimeZoneIdentifiers)
        }
        self.name = name
        self.zone = zone
    }

    package static let utc = Zone(name: "UTC", zone: .gmt)

    private init(name: String, zone: TimeZone) {
        self.name = name
        self.zone = zone
    }

    /// The offset from UTC in milliseconds at an instant (milliseconds since 1970 UTC).
    package func offset(at milliseconds: Int64) -> Int64 {
        let date = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
        return Int64(zone.secondsFromGMT(for: date)) * 1000
    }

    /// The calendar day of an instant here.
    package func date(of milliseconds: Int64) -> CivilDate {
        let days = floorDivide(local(milliseconds), TimeSpan.Unit.day.milliseconds)
        return CivilDate(daysSinceEpoch: Int(days))
    }

    /// The instant's wall clock, as milliseconds since 1970-01-01 00:00 on that clock.
    package func local(_ milliseconds: Int64) -> Int64 {
        milliseconds + offset(at: milliseconds)
    }

    /// The instant at which the wall clock shows `local`; in the hour that comes twice, the earlier
    /// one; in the hour that is skipped, the one as much after the change.
    package func instant(ofLocal local: Int64) -> Int64 {
        let day = TimeSpan.Unit.day.milliseconds
        let candidates = [local - offset(at: local - day), local - offset(at: local + day)]
        let fitting = candidates.filter { self.local($0) == local }
        return fitting.min() ?? max(candidates[0], candidates[1])
    }

    /// The instant at which a calendar day begins here.
    package func start(of date: CivilDate) -> Int64 {
        instant(ofLocal: Int64(date.daysSinceEpoch) * TimeSpan.Unit.day.milliseconds)
    }

    /// RFC 3339 with this zone's offset: `2026-11-23T09:00:00.000+09:00`.
    package func text(_ milliseconds: Int64) -> String {
        let offset = offset(at: milliseconds)
        let local = milliseconds + offset
        let day = floorDivide(local, TimeSpan.Unit.day.milliseconds)
        let time = local - day * TimeSpan.Unit.day.milliseconds
        let date = CivilDate(daysSinceEpoch: Int(day)).text
        let minutes = abs(offset) / 60_000
        let sign = offset < 0 ? "-" : "+"
        return date + "T" + Self.two(time / 3_600_000) + ":" + Self.two(time / 60_000 % 60) + ":"
            + Self.two(time / 1000 % 60) + "." + String(String(1000 + time % 1000).dropFirst())
            + sign + Self.two(minutes / 60) + ":" + Self.two(minutes % 60)
    }

    private static func two(_ number: Int64) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}

/// Division that rounds towards minus infinity.
package func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
}
