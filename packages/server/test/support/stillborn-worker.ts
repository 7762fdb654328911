// A processor thread that ends while it loads, as one would whose module is missing.
throw new Error("cannot load");
