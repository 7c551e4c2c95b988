#pragma once
// The part of DuckDB's C interface (stable since 1.0) that the driver uses, reached through a
// library that is opened at run time: the build needs no DuckDB, and neither does a user who
// never asks for it.
//
// Types keep DuckDB's names and layouts. A function `duckdb_x` of the library is called here as
// `cduckdb_x`; calling one before `cduckdb_load` has succeeded ends the process.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct _duckdb_database { void *internal; } *duckdb_database;
typedef struct _duckdb_connection { void *internal; } *duckdb_connection;
typedef struct _duckdb_config { void *internal; } *duckdb_config;
typedef struct _duckdb_extracted_statements { void *internal; } *duckdb_extracted_statements;
typedef struct _duckdb_prepared_statement { void *internal; } *duckdb_prepared_statement;
typedef struct _duckdb_pending_result { void *internal; } *duckdb_pending_result;
typedef struct _duckdb_data_chunk { void *internal; } *duckdb_data_chunk;
typedef struct _duckdb_vector { void *internal; } *duckdb_vector;
typedef struct _duckdb_logical_type { void *internal; } *duckdb_logical_type;

typedef struct {
    uint64_t unused_counts[3];
    void *unused_columns;
    char *unused_error;
    void *internal;
} duckdb_result;

/// A text value in a vector: up to 12 bytes lie inline and are padded with zeros.
typedef struct {
    uint32_t length;
    char prefix[4];
    union {
        char *pointer;
        char rest[8];
    } tail;
} duckdb_text;

typedef struct { uint64_t lower; int64_t upper; } duckdb_hugeint;
typedef struct { int32_t days; } duckdb_date;
typedef struct { int64_t micros; } duckdb_timestamp;

typedef enum { duckdb_success = 0, duckdb_failure = 1 } duckdb_state;

enum {
    duckdb_type_boolean = 1,
    duckdb_type_tinyint = 2,
    duckdb_type_smallint = 3,
    duckdb_type_integer = 4,
    duckdb_type_bigint = 5,
    duckdb_type_utinyint = 6,
    duckdb_type_usmallint = 7,
    duckdb_type_uinteger = 8,
    duckdb_type_ubigint = 9,
    duckdb_type_float = 10,
    duckdb_type_double = 11,
    duckdb_type_timestamp = 12,
    duckdb_type_date = 13,
    duckdb_type_hugeint = 16,
    duckdb_type_varchar = 17,
    duckdb_type_decimal = 19,
    duckdb_type_timestamp_s = 20,
    duckdb_type_timestamp_ms = 21,
    duckdb_type_timestamp_ns = 22,
    duckdb_type_enum = 23,
    duckdb_type_uuid = 27,
    duckdb_type_timestamp_tz = 31,
    duckdb_type_uhugeint = 32,
    duckdb_type_sqlnull = 36,
};

enum { duckdb_statement_type_select = 1 };

/// Every function of the library that is used: result, name, parameters, arguments.
#define CDUCKDB_FUNCTIONS(F) \
    F(const char *, library_version, (void), ()) \
    F(void, free, (void *memory), (memory)) \
    F(duckdb_state, create_config, (duckdb_config *config), (config)) \
    F(duckdb_state, set_config, (duckdb_config config, const char *name, const char *value), \
      (config, name, value)) \
    F(void, destroy_config, (duckdb_config *config), (config)) \
    F(duckdb_state, open_ext, \
      (const char *path, duckdb_database *database, duckdb_config config, char **error), \
      (path, database, config, error)) \
    F(void, close, (duckdb_database *database), (database)) \
    F(duckdb_state, connect, (duckdb_database database, duckdb_connection *connection), \
      (database, connection)) \
    F(void, disconnect, (duckdb_connection *connection), (connection)) \
    F(void, interrupt, (duckdb_connection connection), (connection)) \
    F(uint64_t, extract_statements, \
      (duckdb_connection connection, const char *text, duckdb_extracted_statements *statements), \
      (connection, text, statements)) \
    F(const char *, extract_statements_error, (duckdb_extracted_statements statements), \
      (statements)) \
    F(void, destroy_extracted, (duckdb_extracted_statements *statements), (statements)) \
    F(duckdb_state, prepare_extracted_statement, \
      (duckdb_connection connection, duckdb_extracted_statements statements, uint64_t index, \
       duckdb_prepared_statement *statement), \
      (connection, statements, index, statement)) \
    F(const char *, prepare_error, (duckdb_prepared_statement statement), (statement)) \
    F(int32_t, prepared_statement_type, (duckdb_prepared_statement statement), (statement)) \
    F(uint64_t, nparams, (duckdb_prepared_statement statement), (statement)) \
    F(uint64_t, prepared_statement_column_count, (duckdb_prepared_statement statement), \
      (statement)) \
    F(char *, prepared_statement_column_name, \
      (duckdb_prepared_statement statement, uint64_t column), (statement, column)) \
    F(duckdb_logical_type, prepared_statement_column_logical_type, \
      (duckdb_prepared_statement statement, uint64_t column), (statement, column)) \
    F(void, destroy_prepare, (duckdb_prepared_statement *statement), (statement)) \
    F(duckdb_state, bind_varchar_length, \
      (duckdb_prepared_statement statement, uint64_t index, const char *text, uint64_t length), \
      (statement, index, text, length)) \
    F(duckdb_state, bind_int64, \
      (duckdb_prepared_statement statement, uint64_t index, int64_t value), \
      (statement, index, value)) \
    F(duckdb_state, bind_double, \
      (duckdb_prepared_statement statement, uint64_t index, double value), \
      (statement, index, value)) \
    F(duckdb_state, bind_boolean, \
      (duckdb_prepared_statement statement, uint64_t index, bool value), \
      (statement, index, value)) \
    F(duckdb_state, bind_timestamp, \
      (duckdb_prepared_statement statement, uint64_t index, duckdb_timestamp value), \
      (statement, index, value)) \
    F(duckdb_state, bind_date, \
      (duckdb_prepared_statement statement, uint64_t index, duckdb_date value), \
      (statement, index, value)) \
    F(duckdb_state, bind_null, (duckdb_prepared_statement statement, uint64_t index), \
      (statement, index)) \
    F(duckdb_state, pending_prepared, \
      (duckdb_prepared_statement statement, duckdb_pending_result *pending), \
      (statement, pending)) \
    F(duckdb_state, pending_prepared_streaming, \
      (duckdb_prepared_statement statement, duckdb_pending_result *pending), \
      (statement, pending)) \
    F(duckdb_state, execute_pending, (duckdb_pending_result pending, duckdb_result *result), \
      (pending, result)) \
    F(const char *, pending_error, (duckdb_pending_result pending), (pending)) \
    F(void, destroy_pending, (duckdb_pending_result *pending), (pending)) \
    F(const char *, result_error, (duckdb_result *result), (result)) \
    F(uint64_t, rows_changed, (duckdb_result *result), (result)) \
    F(void, destroy_result, (duckdb_result *result), (result)) \
    F(uint64_t, column_count, (duckdb_result *result), (result)) \
    F(const char *, column_name, (duckdb_result *result, uint64_t column), (result, column)) \
    F(duckdb_logical_type, column_logical_type, (duckdb_result *result, uint64_t column), \
      (result, column)) \
    F(duckdb_data_chunk, fetch_chunk, (duckdb_result result), (result)) \
    F(void, destroy_data_chunk, (duckdb_data_chunk *chunk), (chunk)) \
    F(uint64_t, data_chunk_get_size, (duckdb_data_chunk chunk), (chunk)) \
    F(duckdb_vector, data_chunk_get_vector, (duckdb_data_chunk chunk, uint64_t column), \
      (chunk, column)) \
    F(void *, vector_get_data, (duckdb_vector vector), (vector)) \
    F(uint64_t *, vector_get_validity, (duckdb_vector vector), (vector)) \
    F(int32_t, get_type_id, (duckdb_logical_type type), (type)) \
    F(void, destroy_logical_type, (duckdb_logical_type *type), (type)) \
    F(uint8_t, decimal_scale, (duckdb_logical_type type), (type)) \
    F(int32_t, decimal_internal_type, (duckdb_logical_type type), (type)) \
    F(int32_t, enum_internal_type, (duckdb_logical_type type), (type)) \
    F(uint32_t, enum_dictionary_size, (duckdb_logical_type type), (type)) \
    F(char *, enum_dictionary_value, (duckdb_logical_type type, uint64_t index), (type, index))

#define CDUCKDB_DECLARE(result, name, parameters, arguments) result cduckdb_##name parameters;
CDUCKDB_FUNCTIONS(CDUCKDB_DECLARE)
#undef CDUCKDB_DECLARE

/// Opens the library at `path` (a bare file name asks the system's loader) once per process.
/// Returns 0, or 1 with a reason in `reason`; later calls after a success return 0 at once.
int cduckdb_load(const char *path, char *reason, size_t reason_capacity);

/// Gives each row of a text vector the code of its value, starting at `first_code`; a null row
/// (its bit in `validity` is 0; no `validity` means none) gets 0. Distinct values are listed in
/// `values` in the order of their codes, their lengths summed in `value_bytes`.
///
/// No value is listed twice. A few ns a row; `rows` is at most 2048.
uint32_t cduckdb_encode_texts(
    const duckdb_text *texts, const uint64_t *validity, uint32_t rows, uint32_t first_code,
    uint32_t *codes, const duckdb_text **values, uint64_t *value_bytes);

/// Copies the bytes of `values` one after another to `bytes`, and writes where each ends
/// (counted from `start`) to `ends`.
void cduckdb_copy_texts(
    const duckdb_text *const *values, uint32_t count, uint8_t *bytes, uint32_t start,
    uint32_t *ends);

/// Ors `rows` bits of `source` into `target` from bit `offset` on; returns how many are 0.
uint32_t cduckdb_append_bits(
    const uint64_t *source, uint32_t rows, uint64_t *target, uint64_t offset);
