import Definitions
import Hummingbird
import Metadata
import Operations

/// `/segments`: the list, new segments, and what concerns many at once.
struct SegmentCollection {
    let configuration: Server.Configuration

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/segments", right: .look,
                "Segments with size, change, freshness, last run and how many use them.",
                parameters: SegmentListQuery.parameters + Page.parameters,
                answers: [.json(SegmentSchemas.list)], handle: list),
            Endpoint(
                .post, "/segments", right: .editSegments,
                "Saves a new segment, or a list of them, all or none.",
                parameters: [.idempotencyKey], body: DefinitionSchemas.drafts,
                answers: [.json(SegmentSchemas.saved, status: 201)], problems: [404, 409, 422],
                handle: save),
            Endpoint(
                .get, "/segments/folders", right: .look,
                "Folders with how many segments they hold.",
                answers: [.json(SegmentSchemas.folders)], handle: folders),
            Endpoint(
                .get, "/segments/tags", right: .look, "Tags with how many segments carry them.",
                answers: [.json(SegmentSchemas.tags)], handle: tags),
            Endpoint(
                .get, "/segments/duplicates", right: .look,
                "Segments that are nearly the same, by definition or by users.",
                parameters: [
                    .query("threshold", .number, "The least Jaccard index; 0.95 without it.")
                ],
                answers: [.json(SegmentSchemas.duplicates)], handle: duplicates),
            Endpoint(
                .post, "/segments/bulk", right: .editSegments,
                "Tags, moves, gives away or archives many segments; each says how it went.",
                body: SegmentSchemas.bulk, answers: [.json(SegmentSchemas.outcomes)],
                handle: changeMany),
        ]
    }

    @Sendable func list(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let query = try SegmentListQuery(inputs)
        let space = try context.space(configuration)
        let found = try await ListSegments(space)(query.filter, search: query.search)
        let shown = try Stretch(of: query.sorted(found), inputs)
        let starred = try await Favourites.starred(.segment, context, configuration)
        let described = try await DescribeSegments(space)(shown.items).map { entry in
            let isStarred = starred.contains(String(entry.segment.id))
            return entry.json.with([.init("starred", .boolean(isStarred))])
        }
        return shown.answer(described)
    }

    @Sendable func save(_ request: Request, context: ServerContext) async throws -> Response {
        let json = try await request.json()
        let space = try context.space(configuration)
        guard case .array(let list) = json else {
            let document = try SegmentDocument(json, context)
            let saved = try await SaveSegment(space)(document.draft, note: document.note)
            return Response.made(saved.json(), at: OpenAPI.prefix + "/segments/\(saved.id)")
                .tagged(Revision(saved.revision))
        }
        var drafts: [SegmentDraft] = []
        for (index, element) in list.enumerated() {
            do {
                drafts.append(try SegmentDocument(element, context).draft)
            } catch let error as DefinitionError {
                throw error.moved(into: "/\(index)")
            }
        }
        let saved = try await SaveSegment(space)(drafts)
        return .made(
            ["segments": .array(saved.map { $0.json() })], at: OpenAPI.prefix + "/segments")
    }

    @Sendable func folders(_ request: Request, context: ServerContext) async throws -> Response {
        let counts = try await counts(context) { $0.folder.isEmpty ? [] : [$0.folder] }
        return .json(["folders": counts])
    }

    @Sendable func tags(_ request: Request, context: ServerContext) async throws -> Response {
        .json(["tags": try await counts(context, of: \.tags)])
    }

    private func counts(
        _ context: ServerContext, of names: (SegmentRecord) -> [String]
    ) async throws -> JSONValue {
        var counts: [String: Int] = [:]
        let segments = try await configuration.metadata.segments(
            SegmentListFilter(statuses: [.draft, .active]))
        for name in segments.flatMap(names) { counts[name, default: 0] += 1 }
        return .array(
            counts.sorted { $0.key < $1.key }.map {
                ["name": .string($0.key), "segments": .count($0.value)]
            })
    }

    @Sendable func duplicates(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let threshold = inputs.text("threshold").map { Double($0) ?? 0 } ?? 0.95
        guard threshold > 0, threshold <= 1 else {
            throw Problem.badParameter(
                "threshold", "above 0 and at most 1", not: inputs.text("threshold") ?? "")
        }
        let space = try context.space(configuration)
        let found = try await FindDuplicates(
            records: space.metadata, store: space.snapshots, threshold: threshold,
            threads: space.threads)()
        return .json(["duplicates": found.json])
    }

    @Sendable func changeMany(_ request: Request, context: ServerContext) async throws -> Response {
        let reader = JSONReader(try await request.json())
        try reader.allow(["ids", "action", "tags", "folder", "owner"])
        var ids: [String] = []
        for id in try reader.member("ids").array() { ids.append(try id.string()) }
        guard ids.count <= 1000 else {
            throw DefinitionError(.outOfRange, at: "/ids", "Name at most 1000 segments at once.")
        }
        let outcomes = try await ChangeSegments(context.space(configuration))(
            ids, ChangeSegments.Action(reader))
        return .json(["results": .array(outcomes.map(Self.json))])
    }

    private static func json(_ outcome: ChangeSegments.Outcome) -> JSONValue {
        let problem = outcome.failure.map { Problem($0) ?? .internalFault }
        return [
            "id": .string(outcome.segment), "done": .boolean(problem == nil),
            "code": .text(problem?.code), "detail": .text(problem?.detail),
        ]
    }
}
