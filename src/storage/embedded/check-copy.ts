// The thread that checks a copy of the data file, named to it: it fails with the sentence that says what is wrong.
import { workerData } from 'node:worker_threads';
import { checkCopy } from './backup.ts';

checkCopy(workerData as string);
