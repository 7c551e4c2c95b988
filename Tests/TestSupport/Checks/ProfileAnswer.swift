package import Definitions

/// What an engine says in a profile, in the form in which engines are compared.
package struct ProfileAnswer: Hashable, Sendable {
    package var series: [ProfileSeries]
    /// The users behind every element of `series`, empty sets included.
    package var users: [ProfileElement: Set<String>]

    package init(series: [ProfileSeries], users: [ProfileElement: Set<String>]) {
        self.series = series
        self.users = users
    }

    /// Every element of the series, with the number that the profile shows for it.
    package func elements(in zone: Zone) -> [(element: ProfileElement, count: Int)] {
        series.enumerated().flatMap { index, series in
            [
                (ProfileElement(.set, series: index), series.users),
                (ProfileElement(.all, series: index), series.allUsers),
            ] + series.attributes.flatMap { Self.elements(of: $0, index, zone) }
        }
    }

    private static func elements(
        of attribute: AttributeProfile, _ series: Int, _ zone: Zone
    ) -> [(element: ProfileElement, count: Int)] {
        attribute.rows.enumerated().flatMap { place, row in
            func element(_ group: ProfileElement.Group) -> ProfileElement {
                let value = row.key.breakdown(attribute.type, in: zone)
                return ProfileElement(group, series: series, row: .init(attribute.name, value))
            }
            let points = row.key == .none ? [] : attribute.points
            return [(element(.set), row.set), (element(.all), row.all)]
                + points.enumerated().map { (element(.point($0.offset)), $0.element.users[place]) }
        }
    }

    /// The first things in which two answers differ, in words; empty where they agree.
    package func differences(from expected: ProfileAnswer) -> [String] {
        var found: [String] = []
        if series.map(\.segment) != expected.series.map(\.segment) {
            found.append("\(series.count) series, expected \(expected.series.count)")
        }
        for (own, other) in zip(series, expected.series) where own != other {
            if (own.users, own.allUsers) != (other.users, other.allUsers) {
                found.append(
                    "\(own.users) of \(own.allUsers), expected \(other.users) of "
                        + "\(other.allUsers)")
            }
            if own.attributes.map(\.name) != other.attributes.map(\.name) {
                found.append(
                    "attributes \(own.attributes.map(\.name)), expected "
                        + "\(other.attributes.map(\.name))")
            }
            for (attribute, judge) in zip(own.attributes, other.attributes)
            where attribute != judge {
                found.append("\(attribute)\n  expected \(judge)")
            }
        }
        for element in Set(users.keys).union(expected.users.keys)
        where users[element] != expected.users[element] {
            let own = users[element].map { "\($0.sorted())" } ?? "nothing"
            let other = expected.users[element].map { "\($0.sorted())" } ?? "nothing"
            found.append("\(element.id): \(own), expected \(other)")
        }
        return found
    }

    /// Elements whose number differs from their people.
    package func miscounts(in zone: Zone) -> [String] {
        elements(in: zone).compactMap { element, count in
            let people = users[element]?.count
            return people == count
                ? nil : "\(element.id) shows \(count), names \(people.map { "\($0)" } ?? "nobody")"
        }
    }
}
