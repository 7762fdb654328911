import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { findProgram } from "./programs.ts";

const VERSION = "4.3.1";
const DOWNLOAD_MS = 300_000;

const PROJECT = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>solarmon</groupId><artifactId>kafka-for-tests</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${VERSION}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
`;

/** Outside the repository, so that every checkout shares one copy. */
function cacheFolder(): string {
  const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  return join(cache, "solarmon", `kafka-${VERSION}-with-log`);
}

/** Folder with the broker's jars: of the Kafka at `KAFKA_HOME`, else of an earlier download. */
export function findKafkaJars(): string | undefined {
  const home = process.env["KAFKA_HOME"];
  const folder = home ? join(home, "libs") : cacheFolder();
  const isThere =
    existsSync(folder) && readdirSync(folder).some((name) => name.startsWith("kafka_"));
  return isThere ? folder : undefined;
}

/** The same, fetched by Maven (44 MB) where there is none yet. */
export async function kafkaJars(): Promise<string> {
  const found = findKafkaJars();
  if (found) return found;
  const folder = cacheFolder();
  const building = `${folder}.${process.pid}`;
  await mkdir(building, { recursive: true });
  await writeFile(join(building, "pom.xml"), PROJECT);
  const args = ["-q", "-B", "dependency:copy-dependencies", "-DincludeScope=runtime"];
  await promisify(execFile)(
    findProgram("maven") ?? "mvn",
    [...args, `-DoutputDirectory=${building}`],
    {
      cwd: building,
      timeout: DOWNLOAD_MS,
    },
  );
  // whole or not at all, also when two test files fetch at the same time
  await rename(building, folder).catch(() => rm(building, { recursive: true, force: true }));
  return folder;
}
