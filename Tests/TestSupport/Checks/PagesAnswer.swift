package import Definitions

/// What an engine says about pages, in the form in which engines are compared.
package struct PagesAnswer: Hashable, Sendable {
    package var series: [PageSeries]
    /// The users behind every element of `series`, empty sets included.
    package var users: [PagesElement: Set<String>]
    /// The users behind every row of the details.
    package var detailUsers: [PageDetailElement: Set<String>] = [:]

    package init(series: [PageSeries], users: [PagesElement: Set<String>]) {
        self.series = series
        self.users = users
    }

    /// Every element of the series, with the number that the table shows for it.
    package var elements: [(element: PagesElement, count: Int)] {
        series.enumerated().flatMap { index, series in
            let rows: [(BreakdownValue?, PageTally)] =
                [(nil, series.total)] + series.rows.map { ($0.page, $0.tally) }
            return rows.flatMap { page, tally in
                PagesElement.Group.allCases.map { group in
                    let element = PagesElement(group, page: page, series: index)
                    return (element, element.count(in: tally))
                }
            }
        }
    }

    /// Every row of the details, with the number of users that it shows.
    package var detailElements: [(element: PageDetailElement, count: Int)] {
        series.enumerated().flatMap { index, series in
            (series.detail?.parts ?? []).flatMap { part in
                part.rows.map {
                    (PageDetailElement(part.list, $0.value, series: index), $0.users)
                }
            }
        }
    }

    /// The first things in which two answers differ, in words; empty where they agree.
    package func differences(from expected: PagesAnswer) -> [String] {
        var found: [String] = []
        if series.map(\.segment) != expected.series.map(\.segment) {
            found.append("\(series.count) series, expected \(expected.series.count)")
        }
        for (own, other) in zip(series, expected.series) where own != other {
            if own.pageCount != other.pageCount {
                found.append("\(own.pageCount) pages, expected \(other.pageCount)")
            }
            if own.total != other.total {
                found.append("total \(own.total), expected \(other.total)")
            }
            if own.detail != other.detail { found += Self.differences(own.detail, other.detail) }
            let titles = other.rows.map(\.page.title)
            if own.rows.map(\.page.title) != titles {
                found.append("rows \(own.rows.map(\.page.title)), expected \(titles)")
            }
            for (row, otherRow) in zip(own.rows, other.rows) where row != otherRow {
                found.append("\(row), expected \(otherRow)")
            }
        }
        for element in Set(users.keys).union(expected.users.keys)
        where users[element] != expected.users[element] {
            let own = users[element].map { "\($0.sorted())" } ?? "nothing"
            let other = expected.users[element].map { "\($0.sorted())" } ?? "nothing"
            found.append("\(element.id): \(own), expected \(other)")
        }
        for element in Set(detailUsers.keys).union(expected.detailUsers.keys)
        where detailUsers[element] != expected.detailUsers[element] {
            let own = detailUsers[element].map { "\($0.sorted())" } ?? "nothing"
            let other = expected.detailUsers[element].map { "\($0.sorted())" } ?? "nothing"
            found.append("\(element.id): \(own), expected \(other)")
        }
        return found
    }

    private static func differences(_ own: PageDetail?, _ other: PageDetail?) -> [String] {
        guard let own, let other else { return ["a detail, expected none, or none"] }
        var found: [String] = []
        if own.tally != other.tally { found.append("\(own.tally), expected \(other.tally)") }
        if own.parts.map(\.list) != other.parts.map(\.list) { found.append("other lists") }
        for (part, otherPart) in zip(own.parts, other.parts) where part != otherPart {
            found.append("\(part.list.name): \(part.rows), expected \(otherPart.rows)")
        }
        return found
    }

    /// Elements whose number differs from their people.
    package var miscounts: [String] {
        let table = elements.map { ($0.element.id, $0.count, users[$0.element]?.count) }
        let details = detailElements.map {
            ($0.element.id, $0.count, detailUsers[$0.element]?.count)
        }
        return (table + details).compactMap { id, count, people in
            people == count
                ? nil : "\(id) shows \(count), names \(people.map { "\($0)" } ?? "nobody")"
        }
    }
}
