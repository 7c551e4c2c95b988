/// What a series tells of the events and users of one point.
///
/// Measures of a property look only at events that have a value of it.
package enum TrendMeasure: Hashable, Sendable {
    case count
    case users
    case countPerUser
    case sum(String)
    case average(String)
    case minimum(String)
    case maximum(String)
    /// The nearest rank: the smallest value that so many percent do not exceed.
    case percentile(String, Int)
    case sumPerUser(String)

    /// The names in JSON.
    package enum Name: String, CaseIterable, Sendable {
        case count, users
        case countPerUser = "count_per_user"
        case sum, average, minimum, maximum, percentile
        case sumPerUser = "sum_per_user"
    }

    package var name: Name {
        switch self {
        case .count: .count
        case .users: .users
        case .countPerUser: .countPerUser
        case .sum: .sum
        case .average: .average
        case .minimum: .minimum
        case .maximum: .maximum
        case .percentile: .percentile
        case .sumPerUser: .sumPerUser
        }
    }

    package var property: String? {
        switch self {
        case .count, .users, .countPerUser: nil
        case .sum(let name), .average(let name), .minimum(let name), .maximum(let name),
            .percentile(let name, _), .sumPerUser(let name):
            name
        }
    }

    package var percent: Int? {
        if case .percentile(_, let percent) = self { percent } else { nil }
    }

    /// `users`, `sum of amount`, `percentile 90 of amount`
    package var title: String {
        switch self {
        case .count: "count"
        case .users: "users"
        case .countPerUser: "count per user"
        case .sum(let name): "sum of \(name)"
        case .average(let name): "average of \(name)"
        case .minimum(let name): "minimum of \(name)"
        case .maximum(let name): "maximum of \(name)"
        case .percentile(let name, let percent): "percentile \(percent) of \(name)"
        case .sumPerUser(let name): "sum of \(name) per user"
        }
    }

    init(_ name: Name, property: String, percent: Int) {
        switch name {
        case .count: self = .count
        case .users: self = .users
        case .countPerUser: self = .countPerUser
        case .sum: self = .sum(property)
        case .average: self = .average(property)
        case .minimum: self = .minimum(property)
        case .maximum: self = .maximum(property)
        case .percentile: self = .percentile(property, percent)
        case .sumPerUser: self = .sumPerUser(property)
        }
    }
}

extension TrendMeasure.Name {
    var needsProperty: Bool {
        switch self {
        case .count, .users, .countPerUser: false
        case .sum, .average, .minimum, .maximum, .percentile, .sumPerUser: true
        }
    }
}
