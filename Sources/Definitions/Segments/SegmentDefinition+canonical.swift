extension SegmentDefinition {
    /// The definition in the one form that all definitions share which say the same by these rules:
    ///
    /// - filters, alternatives, values, conditions and groups are sorted and named once, and so are
    ///   containers between which none subtracts, and the segments of a composite (of one that
    ///   subtracts, all but the first);
    /// - `any_of` in `any_of` is one list, its equal fields are one `in`, and one alternative stands
    ///   alone; `or_null` is an alternative `is_not_set`; `between` is `at_least` and `at_most`; `in`
    ///   with one value is `equals`; bounds of whole numbers are inclusive;
    /// - values have the type of their field; a last unit is this unit; a join names its mapping table;
    ///   "at least one row" is left out where it says nothing.
    ///
    /// It may say less than the catalogue could prove. What the catalogue does not know stays as it is.
    package func canonical(in catalogue: Catalogue) -> SegmentDefinition {
        switch self {
        case .containers(let containers):
            return .containers(Self.canonical(containers, in: catalogue))
        case .composite(.subtract, let ids) where ids.count > 1:
            return .composite(.subtract, of: [ids[0]] + Set(ids.dropFirst()).sorted(by: byBytes))
        case .composite(let operation, let ids):
            let distinct = Set(ids).sorted(by: byBytes)
            return .composite(distinct.count == 1 ? .union : operation, of: distinct)
        case .sql, .list, .analysis: return self
        }
    }

    /// 32 hexadecimal digits, equal for definitions with one canonical form.
    package func canonicalHash(in catalogue: Catalogue) -> String {
        StableHash.of(canonical(in: catalogue).json.rendered())
    }

    /// Order matters between a container that subtracts and one that does not, and only there.
    private static func canonical(
        _ containers: [GroupContainer], in catalogue: Catalogue
    ) -> [GroupContainer] {
        var result: [GroupContainer] = []
        var run: [GroupContainer] = []
        func sortedRun() -> [GroupContainer] {
            sortedByJSON(run, \.json)
        }
        for container in containers {
            if let last = run.last, last.subtracts != container.subtracts {
                result += sortedRun()
                run = []
            }
            run.append(container.canonical(in: catalogue))
        }
        return result + sortedRun()
    }
}

extension GroupContainer {
    package func canonical(in catalogue: Catalogue) -> GroupContainer {
        let resolved = try? resolved(in: catalogue)
        let groups = groups.map { group in
            var group = group.canonical(in: catalogue)
            if let join = group.join,
                let plan = resolved?.joins.first(where: { $0.key == join.key })
            {
                group.join = JoinKey(join.key, through: plan.mapping.name)
            }
            return group
        }
        return GroupContainer(sortedByJSON(groups, \.json), subtracts: subtracts)
    }
}

extension SegmentGroup {
    package func canonical(in catalogue: Catalogue) -> SegmentGroup {
        let table = catalogue.table(dataset)
        var group = self
        group.filters = CanonicalFilters(table: table).all(filters)
        group.range = range?.canonical
        group.having = AggregateCondition.canonical(having)
        return group
    }
}

extension TimeRange {
    /// Days without a clock time and moments with an offset each have one text; `last 1` is `this`.
    var canonical: TimeRange {
        switch self {
        case .last(1, let unit): .this(unit)
        case .fixed(let from, let to): .fixed(from: from.canonical, to: to.canonical)
        case .last, .this, .previous: self
        }
    }
}

extension Moment {
    /// The same moment in one spelling: `2026-10-31` for that day's midnight on the reader's clock,
    /// UTC where the text has an offset.
    var canonical: Moment {
        let text = Zone.utc.text(clock - (offset ?? 0))
        // `2026-10-31T00:00:00.000+00:00`
        let clock = offset == nil ? String(text.dropLast(6)) : String(text.dropLast(6)) + "Z"
        let day = "T00:00:00.000"
        return Moment(clock.hasSuffix(day) ? String(clock.dropLast(day.count)) : clock) ?? self
    }
}

/// Sorted by their JSON, each once.
func sortedByJSON<Element>(
    _ elements: [Element], _ json: (Element) -> JSONValue
) -> [Element] {
    let keyed = elements.map { (key: json($0).rendered(), element: $0) }
        .sorted { byBytes($0.key, $1.key) }
    var result: [Element] = []
    var last: String?
    for (key, element) in keyed where last.map({ !$0.utf8.elementsEqual(key.utf8) }) ?? true {
        result.append(element)
        last = key
    }
    return result
}

/// The order of texts that is the same everywhere.
func byBytes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
}
