import Definitions
import FilterSQL
import SQL

/// Writes filters as conditions on an event's columns.
struct FilterWriter {
    let properties: [EventTable.Property]
    /// The column that holds the property of this place.
    let column: @Sendable (Int) -> Expression
    let event: Expression
    let zone: Zone

    func condition(_ matcher: EventMatcher) throws(BehaviorSQLError) -> Expression {
        var alternatives: [Expression] = []
        for condition in matcher.conditions {
            let name = condition.event.map { event.is(.equal, .value(.text($0))) }
            alternatives.append(try .all((name.map { [$0] } ?? []) + parts(condition.filters)))
        }
        return alternatives.count == 1 ? alternatives[0] : .any(alternatives)
    }

    func parts(_ filters: [Filter]) throws(BehaviorSQLError) -> [Expression] {
        let conditions = FilterConditions(zone: zone) { [properties, column] name in
            properties.firstIndex { $0.name == name }
                .map { FilterConditions.Column(column($0), properties[$0].type) }
        }
        do throws(FilterSQLError) {
            return try conditions.parts(filters)
        } catch {
            throw .filter(error)
        }
    }

    func property(
        _ name: String
    ) throws(BehaviorSQLError) -> (column: Expression, type: DatasetSchema.PropertyType) {
        guard let place = properties.firstIndex(where: { $0.name == name }) else {
            throw .unknown("property", name)
        }
        return (column(place), properties[place].type)
    }
}
