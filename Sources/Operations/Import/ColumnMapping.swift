/// Which columns of the files say who did what when.
///
///     ColumnMapping(user: "case_id", time: "timestamp", event: "activity", properties: .all)
package struct ColumnMapping: Hashable, Sendable {
    package enum Properties: Hashable, Sendable {
        case all
        case named([String])
    }

    package var user: String
    package var time: String
    package var event: String
    /// Orders events of one time.
    package var sequence: String?
    /// Columns that play `page`, `element`, `category`; each is a property too.
    package var roles: [String: String]
    package var properties: Properties

    package init(
        user: String, time: String, event: String, sequence: String? = nil,
        roles: [String: String] = [:], properties: Properties = .named([])
    ) {
        self.user = user
        self.time = time
        self.event = event
        self.sequence = sequence
        self.roles = roles
        self.properties = properties
    }

    /// The columns without which nothing can be read.
    var required: [(option: String, column: String)] {
        var required = [("--user", user), ("--time", time), ("--event", event)]
        if let sequence { required.append(("--sequence", sequence)) }
        return required
    }

    /// Columns that become properties because they were named.
    var namedProperties: [String] {
        var names: [String] = []
        if case .named(let given) = properties { names = given }
        for name in roles.sorted(by: { $0.key < $1.key }).map(\.value) where !names.contains(name) {
            names.append(name)
        }
        return names
    }

    /// The properties that a file with these columns gives.
    func properties(of columns: [String]) -> [String] {
        guard properties == .all else { return namedProperties }
        let mapped = Set([user, time, event, sequence].compactMap(\.self))
        return columns.filter { !mapped.contains($0) || namedProperties.contains($0) }
    }
}
