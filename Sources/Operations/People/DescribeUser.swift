import Attributes
package import Definitions
package import Metadata
import Segments

/// One user: attributes with their labels, and the segments they are in, since when.
///
///     let user = try await DescribeUser(space)("m0000001", showsPersonal: false)
///
/// Cost: opens every attribute's column, and reads the snapshots of every segment that is not archived.
package struct DescribeUser: Sendable {
    package struct Attribute: Hashable, Sendable {
        package let table: String
        package let field: CatalogueField
        /// Nil where it is masked.
        package let value: Value?
        package let isMasked: Bool
    }

    package struct Membership: Hashable, Sendable {
        package let segment: SegmentRecord
        package let stay: SnapshotHistory.Stay
        /// Whether the snapshot that is served has the user.
        package let isServed: Bool
    }

    package struct Answer: Hashable, Sendable {
        package let user: String
        package let attributes: [Attribute]
        package let segments: [Membership]
    }

    private let space: SegmentSpace

    package init(_ space: SegmentSpace) {
        self.space = space
    }

    package func callAsFunction(
        _ user: String, showsPersonal: Bool
    ) async throws -> Answer {
        let number = try space.user(user)
        return Answer(
            user: user,
            attributes: try attributes(number, try await space.catalogue(), showsPersonal),
            segments: try await memberships(number))
    }

    private func attributes(
        _ user: UInt32, _ catalogue: Catalogue, _ showsPersonal: Bool
    ) throws -> [Attribute] {
        var found: [Attribute] = []
        for table in catalogue.tables {
            guard case .attributes(let name) = table.source else { continue }
            let stored = try AttributeTable(home: space.home.path, name: name)
            for field in table.fields where !field.isHidden {
                guard stored.attributes.contains(where: { $0.name == field.column }),
                    let value = try stored.column(field.column).value(of: user)
                else { continue }
                let isMasked = field.personalData.isMasked && !showsPersonal
                found.append(
                    Attribute(
                        table: table.name, field: field, value: isMasked ? nil : value,
                        isMasked: isMasked))
            }
        }
        return found
    }

    private func memberships(_ user: UInt32) async throws -> [Membership] {
        let history = SnapshotHistory(records: space.metadata, store: space.snapshots)
        let segments = try await space.metadata.segments(
            SegmentListFilter(statuses: [.draft, .active]))
        let run = Set(
            try await space.metadata.latestSnapshots(of: segments.map(\.id)).map(\.segment))
        var found: [Membership] = []
        for segment in segments where run.contains(segment.id) {
            try Task.checkCancellation()
            let presence = try history.presence(of: user, in: segment.id)
            guard let stay = try await history.stays(presence, in: segment.id).last,
                stay.left == nil
            else { continue }
            let isServed = segment.publishedSnapshot.flatMap { presence[$0] } ?? false
            found.append(Membership(segment: segment, stay: stay, isServed: isServed))
        }
        return found
    }
}

extension DescribeUser.Answer {
    /// As the API shows it; times with the zone's offset.
    package func json(in zone: Zone) -> JSONValue {
        [
            "user": .string(user), "attributes": .array(attributes.map { $0.json(in: zone) }),
            "segments": .array(segments.map(\.json)),
        ]
    }
}

extension DescribeUser.Attribute {
    fileprivate func json(in zone: Zone) -> JSONValue {
        var shown = value?.json ?? .null
        if field.type == .time, case .integer(let time)? = value {
            shown = .string(zone.text(time))
        }
        return [
            "table": .string(table), "field": .string(field.name),
            "type": .string(field.type.rawValue), "labels": field.labels.json, "value": shown,
            "value_labels": (value.flatMap { field.valueLabels[$0.words] } ?? .init()).json,
            "masked": .boolean(isMasked),
        ]
    }
}

extension DescribeUser.Membership {
    fileprivate var json: JSONValue {
        [
            "id": .string(String(segment.id)), "name": .string(segment.name),
            "since": .string(stay.entered.dataDate),
            "from_the_start": .boolean(stay.isFromTheStart), "served": .boolean(isServed),
        ]
    }
}
