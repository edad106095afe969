"""The parts of the report, one module each: a Story in, blocks out."""
