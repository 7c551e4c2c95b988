import Definitions

extension JourneySet {
    /// The events as a CSV file that the import reads: user, time, event, the sequence where there
    /// is one, then one column per property; an empty field has no value.
    ///
    ///     user,time,event,os
    ///     ann,1970-01-01T00:00:00.005Z,A,ios
    package var csv: String {
        let properties = propertyTypes.keys.sorted()
        let sequence = hasSequence ? ["sequence"] : []
        var lines = [["user", "time", "event"] + sequence + properties]
        for journey in users {
            for event in journey.events {
                lines.append(
                    [journey.user, Self.rfc3339(event.time), event.name]
                        + (hasSequence ? [event.sequence.map { String($0) } ?? ""] : [])
                        + properties.map { event.properties[$0]?.words ?? "" })
            }
        }
        return Self.csv(lines)
    }

    /// The users' attributes as a CSV file; nil where no user has one.
    package var attributesCSV: String? {
        let names = Set(users.flatMap(\.attributes.keys)).sorted()
        guard !names.isEmpty else { return nil }
        return Self.csv(
            [["user"] + names]
                + users.map { user in
                    [user.user] + names.map { user.attributes[$0]?.words ?? "" }
                })
    }

    private static func csv(_ lines: [[String]]) -> String {
        lines.map { $0.map(quoted).joined(separator: ",") + "\n" }.joined()
    }

    private static func quoted(_ field: String) -> String {
        guard field.contains(where: { ",\"\n\r".contains($0) }) else { return field }
        return "\"" + field.replacing("\"", with: "\"\"") + "\""
    }

    private static func rfc3339(_ milliseconds: Int64) -> String {
        Zone.utc.text(milliseconds).replacing("+00:00", with: "Z")
    }
}
