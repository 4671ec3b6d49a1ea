import { start } from './start.cts';

void start();
