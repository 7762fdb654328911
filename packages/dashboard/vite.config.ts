import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where `vite dev` sends API calls: a server started with `solarmon up`. */
const SERVER = "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  base: "./", // served from any folder of any host
  build: { target: "es2023", chunkSizeWarningLimit: 300 },
  server: {
    proxy: {
      "/api": SERVER,
      "/graphql": { target: SERVER, ws: true },
    },
  },
});
