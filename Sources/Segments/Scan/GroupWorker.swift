import Columns

/// Evaluates all groups of a plan, one block of keys after another; a thread has its own.
///
///     var worker = GroupWorker(plan, source)
///     if try worker.evaluate(block: 3, base: nil) { worker.words }   // 1,024 words a group
package struct GroupWorker<Source: ScanSource>: Sendable {
    package let plan: GroupPlan
    private let source: Source
    /// The sets of the block: group g from word `1024 * g` on.
    package private(set) var words: [UInt64]
    /// Conditions of the stretch, then keys with rows of groups with a base.
    private var conditions: [UInt64]
    private var keysWithRows: [UInt64]
    private var arena = MaskArena()
    private var mask: [UInt64] = []
    private var valued: [UInt64] = []
    private var runs = RowRuns()
    private var valuedRuns = RowRuns()
    private var integers: [Int64] = []
    private var doubles: [Double] = []

    /// About so many rows are worked on at once: their masks stay in the cache.
    private static var rowsPerStretch: Int { 65_536 }

    package init(_ plan: GroupPlan, _ source: Source) {
        self.plan = plan
        self.source = source
        let size = RowKeys.blockWords
        words = Array(repeating: 0, count: plan.groupCount * size)
        conditions = Array(repeating: 0, count: (plan.conditionCount + 2) * size)
        keysWithRows = Array(repeating: 0, count: plan.baseCount * size)
    }

    package var byteCount: Int {
        8 * (words.count + conditions.count + keysWithRows.count + mask.count + valued.count)
            + arena.byteCount + runs.byteCount + valuedRuns.byteCount
            + 8 * (integers.count + doubles.count)
    }

    /// Makes `words` the sets of the block; false where no group has a key in it.
    ///
    /// `base`: the words of the base population's block; needed where a group accepts keys without
    /// rows.
    package mutating func evaluate(block: Int, base: [UInt64]?) throws -> Bool {
        let rows = try source.rows(of: block, fields: plan.fields)
        guard rows != nil || (plan.baseCount > 0 && base != nil) else { return false }
        for index in words.indices { words[index] = 0 }
        for index in keysWithRows.indices { keysWithRows[index] = 0 }
        if let rows { evaluate(rows) }
        if let base { addKeysWithoutRows(base) }
        return true
    }

    private mutating func evaluate(_ rows: RowBlock) {
        var from = 0
        while from < rows.count {
            let to = rows.cut(near: from + Self.rowsPerStretch)
            let start = (rows.firstSlot + from) / 64 * 64
            let lead = rows.firstSlot + from - start
            let keys = RowKeys(
                rows.slots, from: start, first: lead, count: lead + to - from)
            evaluate(rows, keys, from: rows.first + from - lead)
            from = to
        }
    }

    private mutating func evaluate(_ rows: RowBlock, _ keys: RowKeys, from first: Int) {
        evaluateClauses(rows, keys, from: first)
        if mask.count < keys.wordCount {
            mask = Array(repeating: 0, count: keys.wordCount)
            valued = mask
        }
        for index in plan.masks.indices {
            let places = plan.masks[index].clauses.map(place)
            guard arena.intersection(places, words: keys.wordCount, into: &mask) > 0 else {
                continue
            }
            keys.trim(&mask)
            evaluate(plan.masks[index], rows, keys, from: first)
        }
    }

    /// A clause of one atom is that atom's mask; the others follow all atoms.
    private func place(_ clause: Int) -> Int {
        plan.clauses[clause].count == 1 ? plan.clauses[clause][0] : plan.atoms.count + clause
    }

    private mutating func evaluateClauses(_ rows: RowBlock, _ keys: RowKeys, from first: Int) {
        let spare = plan.atoms.count + plan.clauses.count
        arena.reset(masks: spare + 1, words: keys.wordCount)
        for (index, atom) in plan.atoms.enumerated() {
            atom.evaluate(
                rows.columns[atom.field], from: first, count: keys.count, into: &arena, index,
                spare: spare)
        }
        for (index, atoms) in plan.clauses.enumerated() where atoms.count != 1 {
            let place = plan.atoms.count + index
            arena.fill(place, false)
            for atom in atoms { arena.unite(place, with: atom) }
        }
    }

    /// From the rows in `mask` to the keys of the groups.
    private mutating func evaluate(
        _ part: GroupPlan.Mask, _ rows: RowBlock, _ keys: RowKeys, from first: Int
    ) {
        let size = RowKeys.blockWords
        let found = plan.conditionCount * size
        if part.wantsKeys {
            clear(found)
            keys.slots(of: mask, into: &conditions, at: found)
        }
        if !part.measures.isEmpty { keys.runs(of: mask, into: &runs) }
        for measure in part.measures {
            evaluate(measure, rows, keys, from: first, keysAt: found)
        }
        var hasKeys: Set<Int> = []
        for output in part.outputs {
            add(output, found)
            if let base = output.base, hasKeys.insert(base).inserted {
                WordSets.unite(
                    &keysWithRows, at: base * size, with: conditions, at: found, words: size)
            }
        }
    }

    private mutating func add(_ output: GroupPlan.Output, _ found: Int) {
        let size = RowKeys.blockWords
        var place = found
        if let first = output.conditions.first {
            place = first * size
            if output.conditions.count > 1 {
                place = found + size
                clear(place)
                unite(first * size, into: place)
                for other in output.conditions.dropFirst() {
                    intersect(other * size, into: place)
                }
            }
        }
        WordSets.unite(&words, at: output.group * size, with: conditions, at: place, words: size)
    }

    /// Writes the sets of a measure's conditions.
    private mutating func evaluate(
        _ measure: GroupPlan.Measure, _ rows: RowBlock, _ keys: RowKeys, from first: Int,
        keysAt found: Int
    ) {
        for condition in measure.conditions { clear(condition.place * RowKeys.blockWords) }
        guard let field = measure.field, let hasValue = measure.hasValue else {
            runs.measure(.count, of: nil, from: first, scale: 1, into: &integers)
            emit(measure, runs)
            return
        }
        let all = WordSets.count(mask, at: 0, words: keys.wordCount)
        arena.intersection([place(hasValue)], words: keys.wordCount, into: &valued)
        WordSets.intersect(&valued, at: 0, with: mask, at: 0, words: keys.wordCount)
        let some = WordSets.count(valued, at: 0, words: keys.wordCount)
        if some > 0, let column = rows.columns[field] {
            if some == all {
                Self.value(measure, &runs, column, from: first, &integers, &doubles)
                emit(measure, runs)
            } else {
                keys.runs(of: valued, into: &valuedRuns)
                Self.value(measure, &valuedRuns, column, from: first, &integers, &doubles)
                emit(measure, valuedRuns)
            }
        }
        if some < all { addKeysWithoutValues(measure, keys, found) }
    }

    private static func value(
        _ measure: GroupPlan.Measure, _ runs: inout RowRuns, _ column: ScanColumn,
        from first: Int, _ integers: inout [Int64], _ doubles: inout [Double]
    ) {
        let kernel = measure.measure.kernel
        if case .integers? = measure.conditions.first?.accepts {
            runs.measure(
                kernel, of: column.values, from: first, scale: column.scale, into: &integers)
        } else {
            runs.measure(
                kernel, of: column.values, from: first, scale: column.scale, into: &doubles)
        }
    }

    private mutating func emit(_ measure: GroupPlan.Measure, _ runs: RowRuns) {
        for condition in measure.conditions {
            let place = condition.place * RowKeys.blockWords
            switch condition.accepts {
            case .integers(let ranges):
                for range in ranges { runs.emit(integers, in: range, into: &conditions, at: place) }
            case .doubles(let ranges):
                for range in ranges { runs.emit(doubles, in: range, into: &conditions, at: place) }
            }
        }
    }

    /// Keys whose rows all lack the field have 0 different values.
    private mutating func addKeysWithoutValues(
        _ measure: GroupPlan.Measure, _ keys: RowKeys, _ found: Int
    ) {
        guard measure.conditions.contains(where: \.acceptsNone) else { return }
        let size = RowKeys.blockWords
        var without = Array(conditions[found..<found + size])
        var with = [UInt64](repeating: 0, count: size)
        keys.slots(of: valued, into: &with, at: 0)
        WordSets.subtract(&without, at: 0, with, at: 0, words: size)
        for condition in measure.conditions where condition.acceptsNone {
            WordSets.unite(
                &conditions, at: condition.place * size, with: without, at: 0, words: size)
        }
    }

    private mutating func addKeysWithoutRows(_ base: [UInt64]) {
        let size = RowKeys.blockWords
        for mask in plan.masks {
            for output in mask.outputs {
                guard let place = output.base else { continue }
                var rest = base
                WordSets.subtract(&rest, at: 0, keysWithRows, at: place * size, words: size)
                WordSets.unite(&words, at: output.group * size, with: rest, at: 0, words: size)
            }
        }
    }

    private mutating func clear(_ place: Int) {
        for index in place..<place + RowKeys.blockWords { conditions[index] = 0 }
    }

    private mutating func unite(_ source: Int, into place: Int) {
        for index in 0..<RowKeys.blockWords {
            conditions[place + index] |= conditions[source + index]
        }
    }

    private mutating func intersect(_ source: Int, into place: Int) {
        for index in 0..<RowKeys.blockWords {
            conditions[place + index] &= conditions[source + index]
        }
    }
}

extension RowBlock {
    /// The end of a stretch of whole keys near a row: between the last row of one and the first of the
    /// next.
    func cut(near row: Int) -> Int {
        guard row < count else { return count }
        return slots.withCodes(as: UInt16.self) { slots in
            var end = row
            while end < count, slots[firstSlot + end] == slots[firstSlot + end - 1] { end += 1 }
            return end
        }
    }
}
