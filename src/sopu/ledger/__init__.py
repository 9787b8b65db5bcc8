"""The sealed record of official acts: digests and references in an append-only tree, never names.

Each log is a Merkle tree (RFC 6962) with signed checkpoints (Ed25519, C2SP), so that anybody who keeps a checkpoint can
prove that nothing was changed, added in between or taken away since. A floor: it knows no stage.
"""
