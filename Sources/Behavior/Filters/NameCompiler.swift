import Definitions
import EventStore

/// Translates names into codes and indexes.
struct NameCompiler {
    let dataset: EventDataset
    let zone: Zone

    func property(_ name: String) -> Int {
        guard let index = dataset.manifest.properties.firstIndex(where: { $0.name == name }) else {
            preconditionFailure("the question was checked against the schema")
        }
        return index
    }

    func filters(_ filters: [Filter]) throws(AnalysisError) -> CompiledFilters {
        var compiled: [CompiledFilter] = []
        for filter in filters {
            compiled.append(try CompiledFilter(filter, dataset: dataset, zone: zone))
        }
        return CompiledFilters(filters: compiled)
    }

    func matchers(_ matchers: [EventMatcher]) throws(AnalysisError) -> [CompiledMatcher] {
        var compiled: [CompiledMatcher] = []
        for matcher in matchers { compiled.append(try self.matcher(matcher)) }
        return compiled
    }

    func matcher(_ matcher: EventMatcher) throws(AnalysisError) -> CompiledMatcher {
        var conditions: [CompiledMatcher.Condition] = []
        for condition in matcher.conditions {
            let event = condition.event.map { name in
                dataset.events.firstIndex { $0.utf8.elementsEqual(name.utf8) } ?? -1
            }
            conditions.append(.init(event: event, filters: try filters(condition.filters)))
        }
        return CompiledMatcher(conditions: conditions)
    }
}
