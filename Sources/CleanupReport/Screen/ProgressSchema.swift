/// The JSON Schema (draft-07) of a line of `--progress json`, for programs that show a run under way.
///
/// Within one number of `schema` keys are added, never renamed or removed: so it allows keys that it does not know.
package enum ProgressSchema {
    package static let text = """
        {
          "$schema": "http://json-schema.org/draft-07/schema#",
          "title": "loopsweep progress, schema 1",
          "description": "How far a run is: one line of standard error with --progress json, about once a second.",
          "type": "object",
          "required": [
            "schema", "type", "phase", "elapsedSeconds", "total", "looked", "done", "waiting", "retrying",
            "throttledLoops", "inFlight", "outcomes", "calls"
          ],
          "properties": {
            "schema": {"const": 1},
            "type": {"const": "progress"},
            "phase": {
              "description": "listing and surveying change nothing; in the phase ending nothing new is started.",
              "enum": ["listing", "surveying", "sweeping", "ending"]
            },
            "elapsedSeconds": {"$ref": "#/definitions/seconds", "description": "Since this part of the run began."},
            "total": {
              "$ref": "#/definitions/count",
              "description": "The loops of the whole run; 0 while lists are read."
            },
            "looked": {"$ref": "#/definitions/count", "description": "The loops that were looked at, or listed."},
            "done": {
              "$ref": "#/definitions/count",
              "description": "The loops that have ended, those of earlier parts included; not-attempted ones are not done."
            },
            "waiting": {"$ref": "#/definitions/count", "description": "The loops whose workers are waited for."},
            "retrying": {
              "$ref": "#/definitions/count",
              "description": "The loops that wait before a failed call is made again."
            },
            "throttledLoops": {
              "$ref": "#/definitions/count",
              "description": "The loops that wait because their call was throttled."
            },
            "inFlight": {"$ref": "#/definitions/count", "description": "The calls that are not answered yet."},
            "outcomes": {
              "description": "How this part's loops have ended.",
              "type": "object",
              "required": ["deleted", "already-gone", "kept", "deferred", "refused", "failed", "not-attempted"],
              "additionalProperties": {"$ref": "#/definitions/count"}
            },
            "calls": {
              "description": "The calls of this part of the run, and how many of them were throttled and retried.",
              "type": "object",
              "required": ["describe", "list", "stop", "delete", "throttled", "retried"],
              "additionalProperties": {"$ref": "#/definitions/count"}
            },
            "longestWaits": {
              "description": "The longest waits for workers, the longest first; absent when there is none.",
              "type": "array",
              "items": {
                "type": "object",
                "required": ["name", "waitedSeconds", "leftSeconds"],
                "properties": {
                  "name": {"type": "string", "minLength": 1},
                  "waitedSeconds": {"$ref": "#/definitions/seconds", "description": "Since the wait began."},
                  "leftSeconds": {"$ref": "#/definitions/seconds", "description": "Until it ends at the latest."}
                }
              }
            },
            "nextLookSeconds": {
              "$ref": "#/definitions/seconds",
              "description": "Until waiting loops are looked at next; absent when none waits."
            },
            "remainingSeconds": {
              "$ref": "#/definitions/seconds",
              "description": "What the calls that are left are expected to take, without waits for workers."
            },
            "slowed": {
              "description": "The operations that throttling slows, with the rates found; absent when none is.",
              "type": "array",
              "items": {
                "type": "object",
                "required": ["operation"],
                "properties": {
                  "operation": {"enum": ["DescribeHumanLoop", "ListHumanLoops", "StopHumanLoop", "DeleteHumanLoop"]},
                  "callsPerSecond": {"type": "number", "minimum": 0}
                }
              }
            },
            "graceSeconds": {
              "$ref": "#/definitions/seconds",
              "description": "How long calls in flight may still take; only while the run ends."
            },
            "halt": {
              "description": "What ends the run early; only while it ends.",
              "type": "object",
              "required": ["code", "message"],
              "properties": {"code": {"type": "string"}, "message": {"type": "string"}}
            }
          },
          "definitions": {
            "count": {"type": "integer", "minimum": 0},
            "seconds": {"type": "number", "minimum": 0}
          }
        }

        """
}
