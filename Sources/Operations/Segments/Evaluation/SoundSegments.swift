import Definitions
import Segments

/// Evaluates segments of which some may fail, and says which.
///
/// Definitions are compared with the catalogue first, without reading data. Where the data make an
/// evaluation fail, halves are tried until each failing segment is known by itself.
struct SoundSegments {
    let evaluate: EvaluateSegments
    let bulk: BulkEvaluation
    let definitions: [String: SegmentDefinition]
    /// Whether also failures that may pass by themselves are a segment's own.
    let takesPassing: Bool

    struct Outcome {
        /// Nil where none is sound.
        var sets: BulkEvaluation.Sets?
        /// Why each of the others failed, by id.
        var failures: [String: any Error]
    }

    /// `failures`: of segments that are known to fail already.
    func callAsFunction(
        _ ids: [String], failures known: [String: any Error]
    ) async throws -> Outcome {
        var failures = known
        var checks = Checks(
            evaluate: evaluate, definitions: definitions, unreadable: Set(known.keys))
        for id in ids where failures[id] == nil {
            do { try checks.check(id) } catch { failures[id] = error }
        }
        var sound = ids.filter { failures[$0] == nil }
        guard !sound.isEmpty else { return Outcome(failures: failures) }
        do {
            return Outcome(sets: try await sets(sound), failures: failures)
        } catch  where isOwn(error) {
            let found = try await failing(sound, error)
            failures.merge(found) { $1 }
            sound.removeAll { found[$0] != nil }
        }
        return Outcome(
            sets: sound.isEmpty ? nil : try await sets(sound), failures: failures)
    }

    private func sets(_ ids: [String]) async throws -> BulkEvaluation.Sets {
        try await bulk.sets(of: ids, definitions: definitions)
    }

    /// Which of the segments fail by themselves, where all together fail with `error`.
    private func failing(
        _ ids: [String], _ error: any Error
    ) async throws -> [String: any Error] {
        guard ids.count > 1 else { return [ids[0]: error] }
        var found: [String: any Error] = [:]
        let middle = ids.count / 2
        for half in [Array(ids[..<middle]), Array(ids[middle...])] {
            do {
                _ = try await sets(half)
            } catch  where isOwn(error) {
                found.merge(try await failing(half, error)) { $1 }
            }
        }
        // Neither half fails: it is no segment's fault.
        guard !found.isEmpty else { throw error }
        return found
    }

    private func isOwn(_ error: any Error) -> Bool {
        !Task.isCancelled && !isCancellation(error) && (takesPassing || !mayPass(error))
    }
}

/// Looks at definitions, each once.
private struct Checks {
    let evaluate: EvaluateSegments
    let definitions: [String: SegmentDefinition]
    /// Segments that are there, but whose definition cannot be read.
    let unreadable: Set<String>
    private var seen: [String: DefinitionError?] = [:]

    init(
        evaluate: EvaluateSegments, definitions: [String: SegmentDefinition],
        unreadable: Set<String>
    ) {
        self.evaluate = evaluate
        self.definitions = definitions
        self.unreadable = unreadable
    }

    mutating func check(_ id: String) throws(DefinitionError) {
        if let part = definitions[id].map(SegmentComposition.parts(of:))?.first(
            where: unreadable.contains)
        {
            throw DefinitionError(
                .unknownName, at: "",
                "It is made of segment \(part), whose definition cannot be read.")
        }
        for part in try SegmentComposition.order(
            of: [id], archived: evaluate.archived,
            definitions: { [definitions] in
                definitions[$0]
            })
        {
            let error = error(of: part)
            guard let error else { continue }
            throw part == id
                ? error
                : DefinitionError(
                    error.code, at: "",
                    "It is made of segment \(part), which is broken: \(error.description)")
        }
    }

    private mutating func error(of id: String) -> DefinitionError? {
        if let known = seen[id] { return known }
        var found: DefinitionError?
        if let definition = definitions[id], case .containers = definition {
            do throws(DefinitionError) {
                try definition.validate(against: evaluate.catalogue)
                _ = try definition.resolved(in: evaluate.catalogue)
            } catch {
                found = error
            }
        }
        seen[id] = .some(found)
        return found
    }
}
