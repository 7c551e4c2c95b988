import Definitions
import Segments

/// One group to be evaluated: on which table and key, and what of its rows.
struct GroupRequest: Hashable {
    let table: String
    /// The key's name in the catalogue; nil for the user key.
    let key: String?
    /// The mapping table that says which keys there are, for "zero times" on another key.
    let mapping: String?
    let group: ScanGroup

    /// `day`: the data date, with which rolling ranges end.
    init(_ resolved: ResolvedGroup, joins: [JoinPlan], on day: CivilDate, zone: Zone) throws {
        table = resolved.table.name
        key = resolved.key
        let range = try resolved.group.range?.resolved(on: day, in: zone)
        group = ScanGroup(
            resolved.group, range: range,
            time: resolved.table.roles[.time] == nil ? nil : TableImages.timeField)
        mapping =
            group.acceptsNoRows ? joins.first { $0.key == resolved.key }?.mapping.name : nil
    }

    /// Everyone who has a row in a table.
    init(everyoneIn table: String) {
        self.table = table
        key = nil
        mapping = nil
        group = ScanGroup()
    }

    private init(_ request: GroupRequest, _ group: ScanGroup) {
        table = request.table
        key = request.key
        mapping = request.mapping
        self.group = group
    }

    /// The same rows under other conditions.
    func with(_ group: ScanGroup) -> GroupRequest { GroupRequest(self, group) }
}
